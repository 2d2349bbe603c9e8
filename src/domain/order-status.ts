export const ORDER_STATUSES = ['pending', 'processing', 'shipped', 'delivered', 'cancelled'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** Where an order may go from each status. A new status does not compile until it is placed here. */
export const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
}

export const canMove = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].includes(to)

/** The words that the shop's first app used, read as today's. */
export const STATUS_ALIASES = {
  accepted: 'processing',
  baking: 'processing',
  out_for_delivery: 'shipped',
  completed: 'delivered',
} as const satisfies Record<string, OrderStatus>

/** The four steps of the tracker, in order. `cancelled` is no step: it ends the line. */
export const TRACKER_STEPS = ['pending', 'processing', 'shipped', 'delivered'] as const satisfies readonly OrderStatus[]
