import type { StaffOrder, TicketItem } from '../../../contract/ticket.ts'
import { isKitchens, NEXT, type OrderStatus } from '../../../domain/order-status.ts'
import { mayProceed } from '../../../domain/payment-state.ts'
import { isTicket } from '../../live/known.ts'

/** The buyer's name; the account may be gone, and then the order stands alone. */
export const buyerOf = (order: StaffOrder): string => (isTicket(order) ? order.firstName || null : order.userId?.name) ?? 'Account deleted'

/** "1 kg · Chocolate · Photo on top · Candles"; what a product does not have is left out. */
export const optionsOf = ({ size, flavor, design, extras }: Pick<TicketItem, 'size' | 'flavor' | 'design' | 'extras'>): string =>
  [size, flavor, design, ...extras].filter((word) => word !== '').join(' · ')

/** Where an order may go now; who works in the kitchen alone neither hands over nor cancels. A status that this page does not know leads nowhere. */
export const movesOf = (order: StaffOrder): readonly OrderStatus[] =>
  (NEXT[order.status] ?? []).filter((to) => !isTicket(order) || isKitchens(to))

/** Whether it may be worked on: what is paid first is not begun before. The kitchen alone is told of no other. */
export const isWorkable = (order: StaffOrder): boolean =>
  isTicket(order) || mayProceed(order.paymentMethod === 'cod' ? 'on-delivery' : 'prepaid', order.paymentState, 'processing')
