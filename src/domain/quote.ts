import { deliveryFee } from './delivery.ts'
import { type Paise, paise, sumPaise } from './money.ts'
import { lineTotal, type Thousandths, unitPrice } from './price.ts'

export type QuoteLine = {
  readonly base: Paise
  readonly factors: readonly Thousandths[]
  readonly charges: readonly Paise[]
  readonly quantity: number
}
export type QuotedLine = { readonly price: Paise; readonly subtotal: Paise }
/** total = subtotal − discount + tax + delivery, always. */
export type Quote = {
  readonly lines: readonly QuotedLine[]
  readonly subtotal: Paise
  readonly discount: Paise
  readonly deliveryFee: Paise
  readonly tax: Paise
  readonly total: Paise
}

/**
 * What these lines cost. One function for browser and server; prices include tax until tax rates are set up.
 * @throws RangeError when it is more than the shop deals in
 */
export function quote(lines: readonly QuoteLine[]): Quote {
  const priced = lines.map(({ base, factors, charges, quantity }) => {
    const price = unitPrice(base, factors, charges)
    return { price, subtotal: lineTotal(price, quantity) }
  })
  const subtotal = sumPaise(priced.map((line) => line.subtotal))
  const fee = deliveryFee(subtotal)
  const discount = paise(0)
  const tax = paise(0)
  return { lines: priced, subtotal, discount, deliveryFee: fee, tax, total: paise(subtotal - discount + tax + fee) }
}

/** As {@link quote}; null when it is more than the shop deals in. */
export function tryQuote(lines: readonly QuoteLine[]): Quote | null {
  try {
    return quote(lines)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
