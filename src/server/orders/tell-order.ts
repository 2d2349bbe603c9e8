import { orderAudience, userAudience } from '../../contract/events.ts'
import { appendAll, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { toTracked } from '../tracking/tracked-order.ts'
import { type Paid, sayTicket } from './kitchen-ticket.ts'
import { type OrderRow, toAdminOrder, toOrder } from './order-row.ts'
import { tidings } from './tidings.ts'

/**
 * All who may hear of an order hear what it is now; staff first, so that who is staff and the buyer too hears it once, with the buyer
 * in it.
 * @param before what it was, where that may bring it to the kitchen's sight or take it away
 * @param what `moved`: the buyer is notified; `touched`: that is no news for the inbox
 */
export function tellOrder(tx: Tx, order: OrderRow, what: 'moved' | 'touched', before?: Paid): void {
  const where = { entity: `order:${order.id}`, rev: order.rev, at: order.updatedAt.toISOString() } as const
  const { buyer } = order
  const whole = toAdminOrder(order)
  const told = say({ type: 'order_status_updated', ...where }, [
    ['admin', whole],
    ...(buyer === null ? [] : [[userAudience(buyer.id), toOrder(order)] as const]),
  ])
  const tracked = say({ type: 'order_tracked', ...where }, [[orderAudience(order.id), toTracked(order)]])
  const notices = buyer === null || what === 'touched' ? [] : sayNotifications(tx, [{ ...tidings(order), to: buyer.id }])
  appendAll(tx, [told, ...sayTicket(whole, before), tracked, ...notices])
}
