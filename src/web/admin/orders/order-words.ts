import type { AdminOrder, OrderItem } from '../../../contract/order.ts'
import { NEXT, type OrderStatus } from '../../../domain/order-status.ts'

/** The buyer's name; the account may be gone, and then the order stands alone. */
export const buyerOf = (order: AdminOrder): string => order.userId?.name ?? 'Account deleted'

/** "1 kg · Chocolate · Photo on top · Candles"; what a product does not have is left out. */
export const optionsOf = ({ size, flavor, design, extras }: OrderItem): string =>
  [size, flavor, design, ...extras].filter((word) => word !== '').join(' · ')

/** Where an order may go now. A status that this page does not know leads nowhere. */
export const movesOf = (order: Pick<AdminOrder, 'status'>): readonly OrderStatus[] => NEXT[order.status] ?? []
