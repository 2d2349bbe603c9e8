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

export function tidings({ id, number, status, updatedAt: at }: OrderRow): NewNotification {
  const [sentence, type] = TIDINGS[status]
  return { message: sentence(number), type, data: { orderId: id, number, status }, at }
}
