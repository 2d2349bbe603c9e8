import type { AdminOrder, OrderItem } from '../../../contract/order.ts'
import type { OrderStatus } from '../../../domain/order-status.ts'
import { NEXT } from '../../../domain/order-status.ts'

/** The buyer's name; the account may be gone, and then the order stands alone. */
export const buyerOf = (order: AdminOrder): string => order.userId?.name ?? 'Account deleted'

/** "1 kg · Chocolate"; what a product does not have is left out. */
export const optionsOf = ({ size, flavor }: OrderItem): string => [size, flavor].filter((word) => word !== '').join(' · ')

type MoveWords = { readonly label: string; readonly pending: string }

/** What a button says that moves an order to a status. */
export const MOVE: Record<OrderStatus, MoveWords> = {
  pending: { label: 'Put back', pending: 'Putting back' },
  processing: { label: 'Accept', pending: 'Accepting' },
  shipped: { label: 'Send out', pending: 'Sending out' },
  delivered: { label: 'Delivered', pending: 'Saving' },
  cancelled: { label: 'Cancel', pending: 'Cancelling' },
}

/** Where an order may go now. A status that this page does not know leads nowhere. */
export const movesOf = (order: Pick<AdminOrder, 'status'>): readonly OrderStatus[] => NEXT[order.status] ?? []
