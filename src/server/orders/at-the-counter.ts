import type { StaffOrder } from '../../contract/ticket.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { isKitchenWork, isWorkable } from './kitchen-ticket.ts'
import type { OrderRow } from './order-row.ts'
import { type LockedOrder, lockOrder } from './order-writes.sql.ts'
import { findOrder } from './orders.sql.ts'
import { type Post, postOf, seenFrom } from './post.ts'
import { tellOrder } from './tell-order.ts'

type Act = {
  /** As in its address: the same key for another act is another key. */
  readonly act: string
  /** For the record of who did what. */
  readonly deed: `order.${string}`
  readonly orderId: string
  readonly key: string | undefined
  readonly request: object
  /** Of the order that they saw; `rev` where it is not its moves alone that count. */
  readonly version?: number | undefined
  readonly rev?: number | undefined
  /** Whether the buyer's inbox hears of it. */
  readonly tells: 'moved' | 'touched'
}

/**
 * What staff do to an order besides moving it on: one transaction that holds the order, and its news.
 * The answer is what they see of it from where they work.
 * @param work false when there was nothing to do
 * @throws Refusal `order.not-found`; `order.changed` with the `current` order when it is no longer at `version` or `rev`; `key.reused`
 */
export async function atTheCounter(
  { db }: Deps,
  viewer: Viewer,
  { act, deed, orderId, key, request, version, rev, tells }: Act,
  work: (tx: Tx, order: LockedOrder) => Promise<boolean>,
): Promise<StaffOrder> {
  const post = postOf(viewer) ?? refuse('access.denied')
  // Whoever lost the counter since is not given the answer that the counter was given.
  const scope = `${viewer.accountId} ${act.replace(':id', orderId)}${post === 'kitchen' ? ' in the kitchen' : ''}`
  return db.transaction(async (tx) => {
    const claimed = await claim<StaffOrder>(tx, { scope, key, request, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const locked = (await lockOrder(tx, orderId)) ?? refuse('order.not-found')
    if (post === 'kitchen' && !isWorkable(locked) && locked.status === 'pending') refuse('order.not-found')
    if ((version ?? locked.version) !== locked.version || (rev ?? locked.rev) !== locked.rev)
      refuse('order.changed', { current: await current(tx, viewer, orderId) })
    const didSomething = await work(tx, locked)
    const order = visibleFrom(post, await findOrder(tx, orderId))
    if (didSomething) {
      tellOrder(tx, order, tells, locked)
      const was = { status: locked.status, paymentState: locked.paymentState }
      const is = { status: order.status, paymentState: order.paymentState }
      audit(tx, viewer.accountId, { action: deed, entity: `order:${orderId}`, before: was, after: { ...request, ...is } })
    }
    const answer = seenFrom(post, order)
    claimed.keep(answer)
    return answer
  })
}

export async function current(tx: Tx, viewer: Viewer, orderId: string): Promise<StaffOrder> {
  const post = postOf(viewer) ?? refuse('access.denied')
  return seenFrom(post, visibleFrom(post, await findOrder(tx, orderId)))
}

/** @throws Refusal `order.not-found`, also for the kitchen while it is not the kitchen's to see */
function visibleFrom(post: Post, order: OrderRow | null): OrderRow {
  return order !== null && (post === 'counter' || isKitchenWork(order)) ? order : refuse('order.not-found')
}
