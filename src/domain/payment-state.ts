import type { OrderStatus } from './order-status.ts'

export const PAYMENT_STATES = ['none', 'pending', 'authorized', 'paid', 'part_refunded', 'refunded', 'failed'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** What may become of an order's money from each state. Nothing leads back from `paid`: what was paid can only be given back. */
export const NEXT_PAYMENT: Record<PaymentState, readonly PaymentState[]> = {
  none: [],
  pending: ['authorized', 'paid', 'failed', 'none'],
  authorized: ['paid', 'failed', 'none'],
  paid: ['part_refunded', 'refunded'],
  part_refunded: ['refunded'],
  refunded: [],
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
