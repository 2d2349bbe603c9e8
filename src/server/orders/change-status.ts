import type { ChangeStatus, Order } from '../../contract/order.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { canMove, isKitchens, type OrderStatus } from '../../domain/order-status.ts'
import { mayProceed } from '../../domain/payment-state.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { providerOf } from '../payments/provider.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { isWorkable } from './kitchen-ticket.ts'
import { moveOrder } from './move-order.ts'
import { type OrderRow, toOrder } from './order-row.ts'
import { lockOrder } from './order-writes.sql.ts'
import { findOrder } from './orders.sql.ts'
import { type Post, postOf, seenFrom } from './post.ts'

/**
 * The counter moves every order; the kitchen takes it and sends it out; a buyer may only cancel an own one while it is pending.
 * @param key the request's Idempotency-Key: the same move is made once and answered the same however often it is sent
 * @throws Refusal `order.not-found`, also for somebody else's; `access.denied`; `order.changed` with the `current` order when it is
 *   no longer at `version`; `order.bad-move` with `from` and `to`; `order.unpaid`; `key.reused`
 */
export async function changeStatus(
  { db }: Deps,
  viewer: Viewer,
  orderId: string,
  wanted: ChangeStatus,
  key?: string,
): Promise<Order | StaffOrder> {
  // Whoever lost the right since is not given the answer that staff were given.
  const scope = `${viewer.accountId} PATCH /orders/${orderId}/status as ${AS[postOf(viewer) ?? 'nobody']}`
  return db.transaction(async (tx) => {
    const claimed = await claim<Order | StaffOrder>(tx, { scope, key, request: wanted, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const order = await judgeMove(tx, viewer, orderId, wanted)
    claimed.keep(order)
    return order
  })
}

const AS = { counter: 'staff', kitchen: 'kitchen', nobody: 'buyer' } as const

async function judgeMove(tx: Tx, viewer: Viewer, orderId: string, wanted: ChangeStatus): Promise<Order | StaffOrder> {
  const { status: to, reason = '', version, giveBack = false, cashTaken = false } = wanted
  const order = await lockOrder(tx, orderId)
  const as = order && actsAs(viewer, order.buyerId, to)
  if (order === null || as === null || (as === 'kitchen' && !isWorkable(order))) return refuse('order.not-found')
  const seen = (row: OrderRow) => (as === 'buyer' ? toOrder(row) : seenFrom(as, row))
  const current = async () => seen((await findOrder(tx, orderId)) ?? refuse('order.not-found'))
  if (version !== undefined && version !== order.version) refuse('order.changed', { current: await current() })
  const from = order.status
  if (!MAY[as](to) || (as !== 'counter' && (giveBack || cashTaken))) refuse('access.denied')
  if (!canMove(from, to) || (as === 'buyer' && from !== 'pending')) refuse('order.bad-move', { from, to })
  if (!mayProceed(providerOf(order.paymentMethod).timing, order.paymentState, to)) refuse('order.unpaid')
  const actor = as === 'buyer' ? 'buyer' : 'shop'
  const moved = await moveOrder(tx, orderId, order, { to, reason, by: viewer.accountId, actor, giveBack, cashTaken })
  const deed = { before: { status: from }, after: { status: to, ...(reason !== '' && { reason }) } }
  if (as !== 'buyer') audit(tx, viewer.accountId, { action: 'order.move', entity: `order:${orderId}`, ...deed })
  return seen(moved)
}

/** The kitchen cancels nothing, but an own order as everybody does. null: the order is not theirs to see. */
function actsAs(viewer: Viewer, buyerId: string | null, to: OrderStatus): Post | 'buyer' | null {
  const post = postOf(viewer)
  const own = buyerId === viewer.accountId
  return own && post !== 'counter' && (post === null || to === 'cancelled') ? 'buyer' : post
}

const MAY: Record<Post | 'buyer', (to: OrderStatus) => boolean> = {
  counter: () => true,
  kitchen: isKitchens,
  buyer: (to) => to === 'cancelled',
}
