import type { OrderStatus } from '../../domain/order-status.ts'
import type { Tap } from './queue.ts'

/** What a button says that moves an order to a status. */
export const MOVE: Record<OrderStatus, string> = {
  pending: 'Put back',
  processing: 'Accept',
  shipped: 'Send out',
  delivered: 'Delivered',
  cancelled: 'Cancel',
}

/** What was pressed. */
export function wordOf({ to, tick }: Pick<Tap, 'to' | 'tick'>): string {
  if (tick === undefined) return MOVE[to]
  return tick.done === 0 ? 'Not done' : 'Done'
}
