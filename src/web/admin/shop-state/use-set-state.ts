import type { SetShopState, ShopInfo } from '../../../contract/shop.ts'
import { api } from '../../live/api.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { useShop } from '../../live/use-shop.ts'
import { notify } from '../../ui/toast.tsx'
import { STATE_WORDS } from './state-words.ts'

/** Opens or pauses the shop for everybody, with the way back. */
export function useSetState() {
  const shop = useShop()
  const { store } = useLive()
  const { run, moment, problem, clear } = useCall()
  const send = async (wanted: SetShopState): Promise<boolean> => {
    const answer = await run(() => api<ShopInfo>('POST', '/api/admin/shop-state', wanted))
    if (answer.ok) store.learn([{ entity: 'shop:1', rev: answer.data.version, data: answer.data }])
    return answer.ok
  }
  const set = async (wanted: SetShopState): Promise<boolean> => {
    const before: SetShopState = { state: shop.state, note: shop.stateNote }
    const done = await send(wanted)
    const undo = async () => {
      if (!(await send(before))) notify('Not undone. Try again.', { kind: 'error' })
    }
    if (done)
      notify(`The shop is ${STATE_WORDS[wanted.state].label.toLowerCase()}`, { action: { label: 'Undo', onClick: () => void undo() } })
    return done
  }
  return { shop, set, moment, problem, clear }
}
