import type { OrderStatus } from './order-status.ts'

export const PAYMENT_STATES = ['none', 'pending', 'authorized', 'paid', 'part_refunded', 'refunded', 'failed'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/**
 * What may become of an order's money from each state. Nothing makes what was paid unpaid: it can only be given back, and then come anew.
 * Money also comes for an order that is cancelled and owes nothing.
 */
export const NEXT_PAYMENT: Record<PaymentState, readonly PaymentState[]> = {
  none: ['paid'],
  pending: ['authorized', 'paid', 'failed', 'none'],
  authorized: ['paid', 'failed', 'none'],
  paid: ['part_refunded', 'refunded'],
  part_refunded: ['paid', 'refunded'],
  refunded: ['paid'],
  failed: ['authorized', 'none'],
}

export const canPay = (from: PaymentState, to: PaymentState): boolean => NEXT_PAYMENT[from].includes(to)

/** What a cancelled order's money becomes: nothing is owed, and what was paid goes back. */
export const WHEN_CANCELLED: Record<PaymentState, PaymentState> = {
  none: 'none',
  pending: 'none',
  authorized: 'none',
  paid: 'refunded',
  part_refunded: 'refunded',
  refunded: 'refunded',
  failed: 'none',
}

/** Whether the money comes before the order is made, or at the door. */
export type PaymentTiming = 'prepaid' | 'on-delivery'

/** In which states of its money an order may be worked on. */
export const WORKABLE: Record<PaymentTiming, Record<PaymentState, boolean>> = {
  prepaid: { none: false, pending: false, authorized: true, paid: true, part_refunded: true, refunded: false, failed: false },
  'on-delivery': { none: true, pending: true, authorized: true, paid: true, part_refunded: true, refunded: false, failed: false },
}

/** Unpaid never proceeds; cancelling is always free. */
export const mayProceed = (timing: PaymentTiming, money: PaymentState, to: OrderStatus): boolean =>
  to === 'cancelled' || WORKABLE[timing][money]

/** Until when an order waits for money that must come first; at that moment it is over. */
export const isOverdue = (order: { status: OrderStatus; paymentState: PaymentState; payBy: Date | null }, now: Date): boolean =>
  order.status === 'pending' && owesFirst(order.paymentState) && order.payBy !== null && order.payBy <= now

/** Of an order whose money must come first: none of it is there or promised. */
export const owesFirst = (money: PaymentState): boolean => money === 'pending' || money === 'failed'

/** Money is still to come. */
export const owes = (money: PaymentState): boolean => owesFirst(money) || money === 'authorized'
