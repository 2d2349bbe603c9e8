import { ArchiveRestore } from 'lucide-react'
import type { AdminProduct } from '../../../contract/product.ts'
import { type Answer, api } from '../../live/api.ts'
import { knownProduct } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toast.tsx'

/** Puts archived products back, and says what became of it. */
export function useRestore(): (product: AdminProduct) => Promise<Answer<AdminProduct>> {
  const { store } = useLive()
  return async (product) => {
    const headers = { 'If-Match': `"${product.version}"` }
    const answer = await api<AdminProduct>('POST', `/api/products/${product._id}/restore`, undefined, { headers })
    if (answer.ok) {
      store.learn([knownProduct(answer.data)])
      notify(`${product.name} is back`, { kind: 'success' })
    } else {
      const { current } = answer.problem as { current?: AdminProduct }
      if (current) store.learn([knownProduct(current)])
      notify(`${product.name} is still archived. ${answer.problem.message}`, { kind: 'error' })
    }
    return answer
  }
}

export function RestoreButton({ product }: { product: AdminProduct }) {
  const restore = useRestore()
  const { run, moment } = useCall()
  return (
    <Button
      size="small"
      aria-label={`Put ${product.name} back`}
      moment={moment === 'done' ? 'idle' : moment}
      pendingLabel="Putting it back"
      onClick={() => void run(() => restore(product))}
    >
      <ArchiveRestore className="size-4.5" aria-hidden="true" />
      Put it back
    </Button>
  )
}
