import type { OrderStatus } from '../../domain/order-status.ts'
import type { NewNotification } from '../notifications/notifications.sql.ts'
import type { OrderRow } from './order-row.ts'

/** What the buyer is told when an order comes to a status. */
const TIDINGS: Record<OrderStatus, readonly [sentence: (order: string) => string, type: NewNotification['type']]> = {
  pending: [(order) => `Order ${order} has been received.`, 'info'],
  processing: [(order) => `Order ${order} is being made.`, 'info'],
  shipped: [(order) => `Order ${order} is on its way.`, 'info'],
  delivered: [(order) => `Order ${order} has been delivered.`, 'success'],
  cancelled: [(order) => `Order ${order} has been cancelled.`, 'warning'],
}

export function tidings(order: OrderRow): NewNotification {
  const { id, number, status, updatedAt: at } = order
  const [sentence, type] = TIDINGS[status]
  return { message: `${before(order)}${sentence(number)}`, type, data: { orderId: id, number, status }, at }
}

/** What must be said first, so that the rest is not misread. */
function before({ history, status, cancelledBy, reason }: OrderRow): string {
  if (history.at(-1)?.kind === 'correction') return 'The bakery corrected a step. '
  return status === 'cancelled' && cancelledBy === 'shop' && reason !== '' ? `${reason.replace(/[.!?]?$/, '.')} ` : ''
}
