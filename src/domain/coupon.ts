import { type Paise, paise } from './money.ts'
import { divideHalfUp } from './tax.ts'

/** What a code takes off. */
export type CouponTerms = {
  readonly code: string
  readonly kind: 'percent' | 'amount' | 'free-delivery'
  /** Hundredths of a percent, or paise; 0 for free delivery. */
  readonly value: number
  /** The most that a percentage takes off; null: all of it. */
  readonly maxDiscount: Paise | null
}

export type Coupon = CouponTerms & {
  readonly minSubtotal: Paise
  readonly startsAt: Date | null
  /** The first moment at which it no longer holds. */
  readonly endsAt: Date | null
  /** How often in all, and by one person; null: any number. */
  readonly most: number | null
  readonly mostEach: number | null
  readonly used: number
  readonly active: boolean
}

/** Why a code does not hold; the same words as the refusals' `coupon.…`. */
export type CouponProblem = 'unknown' | 'not-now' | 'too-small' | 'used-up'

/** @param usedByPerson how often the one who orders has used it */
export function judgeCoupon(coupon: Coupon | null, subtotal: Paise, usedByPerson: number, now: Date): CouponProblem | null {
  if (coupon === null) return 'unknown'
  const { active, startsAt, endsAt, most, mostEach, used, minSubtotal } = coupon
  if (!active || (startsAt !== null && now < startsAt) || (endsAt !== null && now >= endsAt)) return 'not-now'
  if ((most !== null && used >= most) || (mostEach !== null && usedByPerson >= mostEach)) return 'used-up'
  return subtotal < minSubtotal ? 'too-small' : null
}

/** Never more than the goods cost. Free delivery is no discount: it takes the fee away. */
export function discountOf({ kind, value, maxDiscount }: CouponTerms, subtotal: Paise): Paise {
  const off: Record<CouponTerms['kind'], () => number> = {
    percent: () => Math.min(divideHalfUp(subtotal * value, 10_000), maxDiscount ?? subtotal),
    amount: () => value,
    'free-delivery': () => 0,
  }
  return paise(Math.min(off[kind](), subtotal))
}

/** One person is an account and a phone number: the last ten digits, however the country is written before them. */
export const personsOf = (accountId: string | null, phone: string | null): string[] => [
  ...(accountId === null ? [] : [`account:${accountId}`]),
  ...(phone === null ? [] : [`phone:${phone.replace(/\D/g, '').slice(-10)}`]),
]
