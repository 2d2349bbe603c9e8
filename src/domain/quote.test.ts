import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExactCart, exactQuote } from '../../test/support/exact-quote.ts'
import { deliveryFee } from './delivery.ts'
import { fromRupees, MAX_PAISE, paise } from './money.ts'
import { multiplier } from './price.ts'
import { type QuoteLine, type QuoteTerms, quote, tryQuote } from './quote.ts'
import { taxOf } from './tax.ts'

const line = fc.record({
  base: fc.integer({ min: 1, max: 2_000_000 }),
  factors: fc.array(fc.integer({ min: 1, max: 9_999 }), { maxLength: 3 }),
  charges: fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 4 }),
  quantity: fc.integer({ min: 1, max: 99 }),
  hsn: fc.constantFrom('1905', '3406'),
  rate: fc.constantFrom(0, 25, 500, 1200, 1800, 2800, 10_000),
})
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const paisa = (max: number) => fc.integer({ min: 0, max })
const coupon = fc.oneof(
  fc.record({
    code: fc.constant('A'),
    kind: fc.constant('percent' as const),
    value: fc.integer({ min: 1, max: 10_000 }),
    maxDiscount: orNull(paisa(5_000_000)),
  }),
  fc.record({
    code: fc.constant('B'),
    kind: fc.constant('amount' as const),
    value: fc.integer({ min: 1, max: MAX_PAISE }),
    maxDiscount: fc.constant(null),
  }),
  fc.constant({ code: 'C', kind: 'free-delivery' as const, value: 0, maxDiscount: null }),
)
const cart: fc.Arbitrary<ExactCart> = fc.record({
  lines: fc.array(line, { maxLength: 6 }),
  terms: fc.record({
    delivery: orNull(fc.record({ fee: paisa(100_000), freeAbove: orNull(paisa(50_000_000)) })),
    coupon: orNull(coupon),
    supply: fc.constantFrom(null, 'within-state', 'between-states'),
  }),
})

test('[D06] total = sum of lines − discount + tax + delivery, and every share and tax, to the paisa, for 100,000 random carts', () => {
  fc.assert(
    fc.property(cart, ({ lines, terms }) => {
      const exact = exactQuote({ lines, terms })
      const sums = tryQuote(lines as unknown as QuoteLine[], terms as unknown as QuoteTerms)
      if (exact === null || sums === null) return exact === null && sums === null
      return (
        sums.lines.every(
          ({ price, subtotal, discount, tax }, i) =>
            BigInt(price) === exact.priced[i]?.price &&
            BigInt(subtotal) === exact.priced[i]?.subtotal &&
            BigInt(discount) === exact.shares[i] &&
            (terms.supply === null
              ? tax === null
              : tax !== null && BigInt(taxOf(tax)) === exact.taxes[i] && tax.taxable + taxOf(tax) === subtotal - discount),
        ) &&
        BigInt(sums.subtotal) === exact.subtotal &&
        BigInt(sums.discount) === exact.discount &&
        BigInt(sums.deliveryFee) === exact.fee &&
        BigInt(sums.taxIncluded) === exact.taxIncluded &&
        BigInt(sums.total) === exact.total &&
        sums.total === sums.lines.reduce((all, { subtotal }) => all + subtotal, 0) - sums.discount + sums.tax + sums.deliveryFee &&
        sums.discount === sums.lines.reduce((all, { discount }) => all + discount, 0)
      )
    }),
    { numRuns: 100_000 },
  )
})

test('delivery is free above ₹500, else ₹50, and costs nothing for nothing', () => {
  expect([0, 1, 50_000, 50_001].map((subtotal) => deliveryFee(paise(subtotal)))).toEqual([0, 5_000, 5_000, 0])
})

test('an empty cart costs nothing', () => {
  expect(quote([])).toMatchObject({ lines: [], subtotal: 0, discount: 0, deliveryFee: 0, tax: 0, total: 0, untilFreeDelivery: null })
})

test('more than the shop deals in has no quote', () => {
  const crore = { base: fromRupees(10_000_000), factors: [], charges: [], quantity: 1 }
  expect(tryQuote([crore])?.total).toBe(MAX_PAISE)
  expect(tryQuote([crore, { base: paise(1), factors: [], charges: [], quantity: 1 }])).toBeNull()
  expect(tryQuote([{ ...crore, factors: [multiplier(1.001)] }])).toBeNull()
  expect(() => quote([{ ...crore, quantity: 2 }])).toThrow(RangeError)
})

test('how much more makes delivery free is exact, and said only where it can be', () => {
  const cake = (rupees: number) => [{ base: fromRupees(rupees), factors: [], charges: [], quantity: 1 }]
  const terms = (fee: number, freeAbove: number | null) => ({
    delivery: { fee: fromRupees(fee), freeAbove: freeAbove === null ? null : fromRupees(freeAbove) },
    coupon: null,
    supply: null,
  })
  const until = (rupees: number, ...[fee, freeAbove]: Parameters<typeof terms>) =>
    quote(cake(rupees), terms(fee, freeAbove)).untilFreeDelivery
  expect(until(450, 50, 500)).toBe(5001)
  expect(quote(cake(500.01), terms(50, 500)).deliveryFee).toBe(0)
  expect([until(500, 50, 500), until(500.01, 50, 500), until(450, 50, null), until(450, 0, 500)]).toEqual([1, null, null, null])
})
