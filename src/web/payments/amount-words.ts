import type { Order } from '../../contract/order.ts'
import { formatRupees } from '../../domain/money.ts'

/** ₹540; 12.50 USD. */
export const amountWords = (amount: number, currency: string): string =>
  currency === 'INR' ? formatRupees(amount) : `${amount.toLocaleString('en-IN', { minimumFractionDigits: 2 })} ${currency}`

type Event = Pick<Order['payments'][number], 'kind' | 'amount' | 'currency'>

const COUNTS: Record<Event['kind'], 1 | 0 | -1> = { authorized: 0, failed: 0, taken: 1, held: 1, 'partly-returned': -1, returned: -1 }

/** What of an order's money is with the shop, currency by currency: "₹540", "₹540 and 5.00 USD"; null when there is none. */
export function moneyHere(payments: readonly Event[]): string | null {
  const sums = new Map<string, number>()
  for (const { kind, amount, currency } of payments) sums.set(currency, (sums.get(currency) ?? 0) + COUNTS[kind] * Math.round(amount * 100))
  const here = [...sums].filter(([, sum]) => sum > 0).map(([currency, sum]) => amountWords(sum / 100, currency))
  return here.length === 0 ? null : here.join(' and ')
}
