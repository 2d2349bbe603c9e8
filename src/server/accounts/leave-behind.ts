import { lockCarts } from '../cart/carts.sql.ts'
import { mergeCart } from '../cart/merge-cart.ts'
import { appendRevocation } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { handOverHold } from '../delivery/hand-over-hold.ts'
import { findOrder } from '../orders/orders.sql.ts'
import { tellOrder } from '../orders/tell-order.ts'
import { mergeAlerts } from '../stock-alerts/merge-alerts.ts'
import { forgetGuest, moveBelongings } from './accounts.sql.ts'
import { endSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Who signs in leaves the session it came with, so that a planted one is never promoted. A guest's cart, orders, hold and
 * alerts come along, and the guest is no more.
 */
export async function leaveBehind(tx: Tx, before: Viewer | null, accountId: string): Promise<void> {
  if (before === null) return
  if (before.role !== 'guest') {
    await endSession(tx, before)
    return
  }
  // As everybody locks: carts, orders, what a hold keeps. The cart is told with what is kept for it.
  await lockCarts(tx, [before.accountId, accountId])
  const orderIds = await moveBelongings(tx, before.accountId, accountId)
  await handOverHold(tx, before.accountId, accountId)
  await mergeCart(tx, before.accountId, accountId)
  await mergeAlerts(tx, before.accountId, accountId)
  // The account's other devices list them, and staff see whose they are now.
  for (const id of orderIds) {
    const order = await findOrder(tx, id)
    if (order === null) throw new Error(`Order ${id} vanished while it was locked`)
    tellOrder(tx, order, 'touched')
  }
  await forgetGuest(tx, before.accountId)
  appendRevocation(tx, { account: before.accountId })
}
