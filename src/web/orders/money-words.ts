import type { Order } from '../../contract/order.ts'
import type { PaymentState } from '../../domain/payment-state.ts'

type Money = Pick<Order, 'paymentState' | 'paymentMethod'>

/** What became of an order's money, after "Total,". */
const WORDS: Record<PaymentState, string> = {
  none: 'nothing is owed',
  pending: 'cash on delivery',
  authorized: 'on its way to us',
  paid: 'paid',
  part_refunded: 'partly given back',
  refunded: 'given back',
  failed: 'payment failed',
}

/** A newer shop may know a state that this page does not. */
export const moneyWord = ({ paymentState, paymentMethod }: Money): string =>
  paymentState === 'pending' && paymentMethod === 'upi' ? 'to be paid by UPI' : (WORDS[paymentState] ?? paymentState)
