import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryFee } from './delivery.ts'
import { fromRupees, MAX_PAISE, paise } from './money.ts'
import { multiplier } from './price.ts'
import { type QuoteLine, quote, tryQuote } from './quote.ts'

/** Base and factors as whole numbers of paise and thousandths, so that nothing of the code under test is used to make them. */
const line = fc.record({
  base: fc.integer({ min: 1, max: 2_000_000 }),
  factors: fc.array(fc.integer({ min: 1, max: 9_999 }), { maxLength: 3 }),
  charges: fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 4 }),
  quantity: fc.integer({ min: 1, max: 99 }),
})

/** Half up, by exact fractions. */
function roundedHalfUp(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator
  return 2n * (numerator % denominator) >= denominator ? whole + 1n : whole
}

test('[D06] total = sum of lines − discount + tax + delivery, to the paisa, for 100,000 random carts', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const exact = lines.map(({ base, factors, charges, quantity }) => {
        const scale = 1000n ** BigInt(factors.length)
        const product = factors.reduce((product, factor) => product * BigInt(factor), BigInt(base))
        // Base × factors + charges as one fraction, rounded as a whole.
        const price = roundedHalfUp(
          charges.reduce((sum, charge) => sum + BigInt(charge) * scale, product),
          scale,
        )
        return { price, subtotal: price * BigInt(quantity) }
      })
      const subtotal = exact.reduce((sum, { subtotal }) => sum + subtotal, 0n)
      const fee = subtotal === 0n || subtotal > 50_000n ? 0n : 5_000n
      const sums = tryQuote(lines as unknown as QuoteLine[])
      const tooLarge = subtotal > BigInt(MAX_PAISE) || exact.some(({ price }) => price > BigInt(MAX_PAISE))
      if (tooLarge || sums === null) return tooLarge === (sums === null)
      const same = sums.lines.every(
        ({ price, subtotal }, i) => BigInt(price) === exact[i]?.price && BigInt(subtotal) === exact[i]?.subtotal,
      )
      const total = BigInt(sums.subtotal) - BigInt(sums.discount) + BigInt(sums.tax) + BigInt(sums.deliveryFee)
      return (
        same &&
        BigInt(sums.subtotal) === subtotal &&
        BigInt(sums.deliveryFee) === fee &&
        BigInt(sums.total) === total &&
        total === subtotal + fee
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
