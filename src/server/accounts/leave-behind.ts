import { userAudience } from '../../contract/events.ts'
import { mergeCart } from '../cart/merge-cart.ts'
import { appendAll, appendRevocation, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { sayTicket } from '../orders/kitchen-ticket.ts'
import { toAdminOrder, toOrder } from '../orders/order-row.ts'
import { findOrder } from '../orders/orders.sql.ts'
import { mergeAlerts } from '../stock-alerts/merge-alerts.ts'
import { deleteAccount, moveBelongings } from './accounts.sql.ts'
import { endSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Who signs in leaves the session it came with, so that a planted one is never promoted. A guest's cart, orders and alerts come
 * along, and the guest is no more.
 */
export async function leaveBehind(tx: Tx, before: Viewer | null, accountId: string): Promise<void> {
  if (before === null) return
  if (before.role !== 'guest') {
    await endSession(tx, before)
    return
  }
  await mergeCart(tx, before.accountId, accountId)
  await mergeAlerts(tx, before.accountId, accountId)
  for (const id of await moveBelongings(tx, before.accountId, accountId)) await tellOrder(tx, id, accountId)
  await deleteAccount(tx, before.accountId)
  appendRevocation(tx, { account: before.accountId })
}

/** The account's other devices list it, and staff see whose it is now. */
async function tellOrder(tx: Tx, id: string, accountId: string): Promise<void> {
  const order = await findOrder(tx, id)
  if (order === null) throw new Error(`Order ${id} vanished while it was locked`)
  const whole = toAdminOrder(order)
  const told = say({ type: 'order_status_updated', entity: `order:${id}`, rev: order.rev, at: order.updatedAt.toISOString() }, [
    ['admin', whole],
    [userAudience(accountId), toOrder(order)],
  ])
  appendAll(tx, [told, sayTicket('ticket_updated', whole)])
}
