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

/** Where the kitchen brings an order by itself. Handing over and cancelling are the counter's: money goes with them. */
const KITCHENS: readonly OrderStatus[] = ['processing', 'shipped']
/** Whether it is the kitchen's to bring an order there, and to take that step back. */
export const isKitchens = (to: OrderStatus): boolean => KITCHENS.includes(to)

/** The words that the shop's first app used, read as today's. */
export const STATUS_ALIASES = {
  accepted: 'processing',
  baking: 'processing',
  out_for_delivery: 'shipped',
  completed: 'delivered',
} as const satisfies Record<string, OrderStatus>

/** The four steps of the tracker, in order. `cancelled` is no step: it ends the line. */
export const TRACKER_STEPS = ['pending', 'processing', 'shipped', 'delivered'] as const satisfies readonly OrderStatus[]

/** Where a step that was a mistake leads back to. What is cancelled stays so: its pieces may have been sold to others. */
export const BACK: Record<OrderStatus, OrderStatus | null> = {
  pending: null,
  processing: 'pending',
  shipped: 'processing',
  delivered: 'shipped',
  cancelled: null,
}

/** For so long a step can be corrected. */
export const CORRECTION_MINUTES = 10

/** @param since when it was moved to that status, milliseconds, like `now`: a step that was taken back makes the one before no fresher */
export const isCorrectable = (from: OrderStatus, since: number, now: number): boolean =>
  BACK[from] !== null && now - since <= CORRECTION_MINUTES * 60_000
