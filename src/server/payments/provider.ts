import type { PAYMENT_METHODS } from '../../contract/order.ts'
import type { PaymentState, PaymentTiming } from '../../domain/payment-state.ts'

/** One way to be paid. */
export type PaymentProvider = {
  readonly name: string
  /** When its money comes: decides what an order may do before. */
  readonly timing: PaymentTiming
  /** The state in which an order that is paid this way begins. */
  readonly begins: PaymentState
}

/** Staff take the money at the door and say so when they hand the order over: there is nothing for a page to do. */
const CASH_ON_DELIVERY: PaymentProvider = { name: 'cod', timing: 'on-delivery', begins: 'pending' }

const PROVIDERS: Record<(typeof PAYMENT_METHODS)[number], PaymentProvider> = { cod: CASH_ON_DELIVERY }

export const providerOf = (method: (typeof PAYMENT_METHODS)[number]): PaymentProvider => PROVIDERS[method]
