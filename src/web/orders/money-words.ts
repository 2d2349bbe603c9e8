import type { PaymentState } from '../../domain/payment-state.ts'

/** What became of an order's money, after "Total,". */
const WORDS: Record<PaymentState, string> = {
  none: 'nothing is owed',
  pending: 'cash on delivery',
  authorized: 'authorised',
  paid: 'paid',
  part_refunded: 'partly refunded',
  refunded: 'refunded',
  failed: 'payment failed',
}

/** A newer shop may know a state that this page does not. */
export const moneyWord = (state: PaymentState): string => WORDS[state] ?? state
