import type { AdminOrder, ChangeStatus, Order } from '../../contract/order.ts'
import { canMove } from '../../domain/order-status.ts'
import { mayProceed } from '../../domain/payment-state.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { providerOf } from '../payments/provider.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { moveOrder } from './move-order.ts'
import { toAdminOrder, toOrder } from './order-row.ts'
import { lockOrder } from './order-writes.sql.ts'
import { readOrder } from './orders.sql.ts'

/**
 * Staff with the right move every order; a buyer may only cancel an own one while it is pending.
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
): Promise<Order | AdminOrder> {
  // Whoever lost the right since is not given the answer that staff were given.
  const scope = `${viewer.accountId} PATCH /orders/${orderId}/status as ${mayUse(viewer, 'orders') ? 'staff' : 'buyer'}`
  return db.transaction(async (tx) => {
    const claimed = await claim<Order | AdminOrder>(tx, { scope, key, request: wanted, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const order = await judgeMove(tx, viewer, orderId, wanted)
    claimed.keep(order)
    return order
  })
}

async function judgeMove(tx: Tx, viewer: Viewer, orderId: string, { status: to, reason = '', version, ...choices }: ChangeStatus) {
  const asStaff = mayUse(viewer, 'orders')
  const order = await lockOrder(tx, orderId)
  if (order === null || !(asStaff || order.buyerId === viewer.accountId)) return refuse('order.not-found')
  if (version !== undefined && version !== order.version) refuse('order.changed', { current: await readOrder(tx, orderId, viewer) })
  const from = order.status
  const { giveBack = false, cashTaken = false } = choices
  if (!asStaff && (to !== 'cancelled' || giveBack || cashTaken)) refuse('access.denied')
  if (!canMove(from, to) || !(asStaff || from === 'pending')) refuse('order.bad-move', { from, to })
  if (!mayProceed(providerOf(order.paymentMethod).timing, order.paymentState, to)) refuse('order.unpaid')
  const actor = order.buyerId === viewer.accountId && !asStaff ? 'buyer' : 'shop'
  const moved = await moveOrder(tx, orderId, order, { to, reason, by: viewer.accountId, actor, giveBack, cashTaken })
  const deed = { before: { status: from }, after: { status: to, ...(reason !== '' && { reason }) } }
  if (asStaff) audit(tx, viewer.accountId, { action: 'order.move', entity: `order:${orderId}`, ...deed })
  return asStaff ? toAdminOrder(moved) : toOrder(moved)
}
