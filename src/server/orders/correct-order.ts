import type { CorrectOrder } from '../../contract/order.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { BACK, isCorrectable, isKitchens } from '../../domain/order-status.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter } from './at-the-counter.ts'
import { setStatus } from './order-writes.sql.ts'
import { postOf } from './post.ts'

/**
 * Takes the newest step back while it is fresh itself, also behind one that was taken back. The history keeps both, with who and why; an
 * invoice that was issued and cash that was taken stay. The kitchen takes back only the steps that it takes.
 * @throws Refusal `order.bad-move` where no step leads back; `order.too-late`; `order.not-found`; `order.changed`; `access.denied`
 */
export async function correctOrder(deps: Deps, viewer: Viewer, orderId: string, wish: CorrectOrder, key?: string): Promise<StaffOrder> {
  const { reason, version } = wish
  const act = { act: 'POST /orders/:id/correct', deed: 'order.correct', orderId, key, request: wish, version, tells: 'moved' } as const
  return atTheCounter(deps, viewer, act, async (tx, { status, since, now, paymentState: money }) => {
    const to = BACK[status]
    if (to === null) return refuse('order.bad-move', { from: status, to: null })
    if (postOf(viewer) !== 'counter' && !isKitchens(status)) refuse('access.denied')
    if (!isCorrectable(status, since.getTime(), now.getTime())) refuse('order.too-late')
    await setStatus(tx, orderId, { to, kind: 'correction', reason, by: viewer.accountId, money, cancelledBy: null })
    return true
  })
}
