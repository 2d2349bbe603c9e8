import { type CouponTerms, discountOf } from './coupon.ts'
import { type DeliveryTerms, deliveryFee, USUAL_TERMS, untilFree } from './delivery.ts'
import { type Paise, paise, sumPaise } from './money.ts'
import { lineTotal, type Thousandths, unitPrice } from './price.ts'
import { apportion, type SplitTax, type Supply, splitTax, taxOf } from './tax.ts'

/** `rate` in hundredths of a percent; only a shop that is registered for tax needs it. */
export type QuoteLine = {
  readonly base: Paise
  readonly factors: readonly Thousandths[]
  readonly charges: readonly Paise[]
  readonly quantity: number
  readonly hsn?: string
  readonly rate?: number
}
export type QuotedLine = {
  readonly price: Paise
  readonly subtotal: Paise
  /** Its share of the discount. */
  readonly discount: Paise
  /** Inside subtotal − discount; null: the shop is not registered. */
  readonly tax: SplitTax | null
}

export type QuoteTerms = {
  /** null: nothing is brought. */
  readonly delivery: DeliveryTerms | null
  readonly coupon: CouponTerms | null
  /** null: the shop is not registered for tax, so none is printed. */
  readonly supply: Supply | null
}

/** total = subtotal − discount + tax + delivery, always. */
export type Quote = {
  readonly lines: readonly QuotedLine[]
  readonly subtotal: Paise
  readonly discount: Paise
  readonly deliveryFee: Paise
  /** How much more makes delivery free; null: it is, or never is. */
  readonly untilFreeDelivery: Paise | null
  /** On top: nothing, since prices include it. */
  readonly tax: Paise
  /** Inside the total. */
  readonly taxIncluded: Paise
  /** Inside the fee: brought with the goods it is taxed as they are, at the highest rate among them. */
  readonly deliveryTax: SplitTax | null
  readonly total: Paise
}

const USUAL: QuoteTerms = { delivery: USUAL_TERMS, coupon: null, supply: null }

/**
 * What these lines cost. One function for browser and server.
 * @throws RangeError when it is more than the shop deals in
 */
export function quote(lines: readonly QuoteLine[], { delivery, coupon, supply }: QuoteTerms = USUAL): Quote {
  const priced = lines.map(({ base, factors, charges, quantity }) => {
    const price = unitPrice(base, factors, charges)
    return { price, subtotal: lineTotal(price, quantity) }
  })
  const subtotal = sumPaise(priced.map((line) => line.subtotal))
  const discount = coupon === null ? paise(0) : discountOf(coupon, subtotal)
  const shares =
    discount === 0
      ? []
      : apportion(
          discount,
          priced.map((line) => line.subtotal),
        )
  const quoted = priced.map((line, index): QuotedLine => {
    const share = shares[index] ?? paise(0)
    return { ...line, discount: share, tax: supply && splitTax(paise(line.subtotal - share), taxClass(lines[index]), supply) }
  })
  const terms = coupon?.kind === 'free-delivery' ? null : delivery
  const fee = terms === null ? paise(0) : deliveryFee(subtotal, terms)
  const deliveryTax = supply === null || fee === 0 ? null : splitTax(fee, highest(lines), supply)
  const taxes = [...quoted.map((line) => line.tax), deliveryTax].flatMap((split) => (split === null ? [] : [taxOf(split)]))
  const tax = paise(0)
  return {
    lines: quoted,
    subtotal,
    discount,
    deliveryFee: fee,
    untilFreeDelivery: terms === null || subtotal === 0 ? null : untilFree(subtotal, terms),
    tax,
    taxIncluded: sumPaise(taxes),
    deliveryTax,
    total: paise(subtotal - discount + tax + fee),
  }
}

/** As {@link quote}; null when it is more than the shop deals in. */
export function tryQuote(lines: readonly QuoteLine[], terms?: QuoteTerms): Quote | null {
  try {
    return quote(lines, terms)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const taxClass = (line: QuoteLine | undefined) => ({ hsn: line?.hsn ?? '', rate: line?.rate ?? 0 })

/** Of equal ones the first. */
const highest = (lines: readonly QuoteLine[]) =>
  lines.map(taxClass).reduce((best, each) => (each.rate > best.rate ? each : best), taxClass(lines[0]))
