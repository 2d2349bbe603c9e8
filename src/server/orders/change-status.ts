import { userAudience } from '../../contract/events.ts'
import type { AdminOrder, ChangeStatus, Order } from '../../contract/order.ts'
import { canMove, type OrderStatus } from '../../domain/order-status.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { returnStock } from '../catalog/take-stock.ts'
import { appendAll, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { type OrderRow, toAdminOrder, toOrder } from './order-row.ts'
import { lockOrder, type Step, setStatus, soldOf } from './order-writes.sql.ts'
import { findOrder, readOrder } from './orders.sql.ts'
import { tidings } from './tidings.ts'

/**
 * Staff with the right move every order; a buyer may only cancel an own one while it is pending.
 * @param key the request's Idempotency-Key: the same move is made once and answered the same however often it is sent
 * @throws Refusal `order.not-found`, also for somebody else's; `access.denied`; `order.changed` with the `current` order when it is
 *   no longer at `version`; `order.bad-move` with `from` and `to`; `key.reused`
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

async function judgeMove(tx: Tx, viewer: Viewer, orderId: string, { status: to, reason = '', version }: ChangeStatus) {
  const asStaff = mayUse(viewer, 'orders')
  const order = await lockOrder(tx, orderId)
  if (order === null || !(asStaff || order.buyerId === viewer.accountId)) return refuse('order.not-found')
  if (version !== undefined && version !== order.version) refuse('order.changed', { current: await readOrder(tx, orderId, viewer) })
  const from = order.status
  if (!asStaff && to !== 'cancelled') refuse('access.denied')
  if (!canMove(from, to) || !(asStaff || from === 'pending')) refuse('order.bad-move', { from, to })
  const moved = await moveOrder(tx, orderId, from, { to, reason, by: viewer.accountId })
  return asStaff ? toAdminOrder(moved) : toOrder(moved)
}

/** As part of a larger transaction, which holds the order's lock and knows that it may go there. */
export async function moveOrder(tx: Tx, orderId: string, from: OrderStatus, step: Step): Promise<OrderRow> {
  await setStatus(tx, orderId, step)
  // Once it is in the making, staff decide what becomes of the pieces.
  if (step.to === 'cancelled' && from === 'pending') await returnStock(tx, await soldOf(tx, orderId))
  const moved = await findOrder(tx, orderId)
  if (moved === null) throw new Error(`Order ${orderId} vanished while it was locked`)
  tell(tx, moved)
  return moved
}

/** Staff first: who is staff and the buyer too hears it once, with the buyer in it. */
function tell(tx: Tx, order: OrderRow): void {
  const news = { type: 'order_status_updated', entity: `order:${order.id}`, rev: order.version, at: order.updatedAt.toISOString() } as const
  const { buyer } = order
  if (buyer === null) {
    appendAll(tx, [say(news, [['admin', toAdminOrder(order)]])])
    return
  }
  const moved = say(news, [
    ['admin', toAdminOrder(order)],
    [userAudience(buyer.id), toOrder(order)],
  ])
  appendAll(tx, [moved, ...sayNotifications(tx, [{ ...tidings(order), to: buyer.id }])])
}
