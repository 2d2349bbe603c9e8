import type { SetDone } from '../../contract/order.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { NEXT } from '../../domain/order-status.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter, current } from './at-the-counter.ts'
import { setDone, setPrinted } from './order-writes.sql.ts'

/**
 * Says how many pieces of a line are done: the number itself, so that said twice it is said once.
 * @throws Refusal `line.not-found`, also for more pieces than it has; `order.changed` for an order that is over; `order.not-found`
 */
export async function tickLine(deps: Deps, viewer: Viewer, orderId: string, wish: SetDone, key?: string): Promise<StaffOrder> {
  const act = { act: 'PUT /orders/:id/done', deed: 'order.tick', orderId, key, request: wish, tells: 'touched' } as const
  return atTheCounter(deps, viewer, act, async (tx, { status }) => {
    if (NEXT[status].length === 0) refuse('order.changed', { current: await current(tx, viewer, orderId) })
    const changed = await setDone(tx, orderId, wish.line, wish.done)
    if (changed === false) refuse('line.not-found')
    return changed !== null
  })
}

/** The ticket was printed as the order is now: its paper is marked on screen once that is no longer so. */
export async function markPrinted(deps: Deps, viewer: Viewer, orderId: string): Promise<StaffOrder> {
  const act = { act: 'POST /orders/:id/printed', deed: 'order.print', orderId, key: undefined, request: {}, tells: 'touched' } as const
  return atTheCounter(deps, viewer, act, async (tx) => {
    await setPrinted(tx, orderId)
    return true
  })
}
