import type { AdminProduct, ProductPatch } from '../../../contract/product.ts'
import { knownProduct } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { saveProduct } from './save-product.ts'

/** Changes some fields of a product from the state on this screen. After a conflict the newer state is on screen, and the next try starts there. */
export function useSave(product: AdminProduct) {
  const { store } = useLive()
  const { run, moment, problem, clear } = useCall()
  const save = async (change: Omit<ProductPatch, 'version'>): Promise<boolean> => {
    const answer = await run(() => saveProduct(product._id, change, product.version))
    if (answer.ok) store.learn([knownProduct(answer.data)])
    else {
      const { current } = answer.problem as { current?: AdminProduct }
      if (answer.problem.code === 'product.changed' && current) store.learn([knownProduct(current)])
    }
    return answer.ok
  }
  return { save, moment, problem, clear }
}
