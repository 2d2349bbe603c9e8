import type { OrderStatus } from '../../domain/order-status.ts'

/** What a button says that moves an order to a status. */
export const MOVE: Record<OrderStatus, string> = {
  pending: 'Put back',
  processing: 'Accept',
  shipped: 'Send out',
  delivered: 'Delivered',
  cancelled: 'Cancel',
}
