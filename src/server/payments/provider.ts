import type { Paise } from '../../domain/money.ts'
import type { PaymentMethod } from '../../domain/payment-method.ts'
import type { PaymentState, PaymentTiming } from '../../domain/payment-state.ts'
import { upiLink } from '../../domain/upi.ts'

/** What the owner has set for being paid. */
export type PaymentRules = {
  readonly shopName: string
  readonly upiId: string | null
  readonly upiName: string
  readonly payMinutes: number
}

/** How one order can be paid. */
export type ToPay = {
  /** For so long it waits; null: it is paid when it is handed over. */
  readonly minutes: number | null
  /** Where its buyer pays: a link for an app, or one day a page of a gateway. '': there is nothing for a page to do. */
  readonly link: string
}

/**
 * One way to be paid. A gateway is one more of these, with its notices translated into facts (payments/take-notice.ts): what becomes of the
 * money is the same for all (domain/payment-fold.ts).
 */
export type PaymentProvider = {
  readonly name: PaymentMethod
  /** When its money comes: decides what an order may do before. */
  readonly timing: PaymentTiming
  /** The state in which an order that is paid this way begins. */
  readonly begins: PaymentState
  /** null: the shop does not offer it now. */
  ask(rules: PaymentRules, bill: { readonly number: string; readonly total: Paise }): ToPay | null
}

/** Staff take the money at the door and say so when they hand the order over. */
const CASH_ON_DELIVERY: PaymentProvider = {
  name: 'cod',
  timing: 'on-delivery',
  begins: 'pending',
  ask: () => ({ minutes: null, link: '' }),
}

/** From bank to bank without anybody between: that it came is said by staff, or by a notice of the bank's side. */
const UPI: PaymentProvider = {
  name: 'upi',
  timing: 'prepaid',
  begins: 'pending',
  ask: ({ upiId, upiName, shopName, payMinutes }, { number, total }) =>
    upiId === null
      ? null
      : { minutes: payMinutes, link: upiLink({ id: upiId, name: upiName === '' ? shopName : upiName, amount: total, number }) },
}

const PROVIDERS: Record<PaymentMethod, PaymentProvider> = { cod: CASH_ON_DELIVERY, upi: UPI }

export const providerOf = (method: PaymentMethod): PaymentProvider => PROVIDERS[method]

/** What a buyer may choose now. */
export const offeredBy = (upiId: string | null): PaymentMethod[] => (upiId === null ? ['cod'] : ['cod', 'upi'])
