import { paise } from '../../src/domain/money.ts'
import { type QuoteLine, type QuoteTerms, tryQuote } from '../../src/domain/quote.ts'
import { randomFrom } from '../../src/domain/random.ts'

/** What `count` random carts of a seed cost, down to every share and tax, as one number; runs wherever the price module runs. */
export function digestOfCarts(seed: number, count: number): number {
  const random = randomFrom(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const one = <T>(of: readonly T[]): T => of[whole(0, of.length - 1)] as T
  const several = <T>(most: number, make: () => T): T[] => Array.from({ length: whole(0, most) }, make)
  const coupon = () =>
    one([
      null,
      { code: 'A', kind: 'percent', value: whole(1, 10_000), maxDiscount: one([null, paise(whole(0, 500_000))]) },
      { code: 'B', kind: 'amount', value: whole(1, 1_000_000), maxDiscount: null },
      { code: 'C', kind: 'free-delivery', value: 0, maxDiscount: null },
    ])
  // Factors are thousandths and rates hundredths of a percent, each of its own type: numbers all the same.
  const cart = () => ({
    lines: several(6, () => ({
      base: whole(1, 2_000_000),
      factors: several(3, () => whole(1, 9_999)),
      charges: several(4, () => whole(0, 200_000)),
      quantity: whole(1, 99),
      hsn: one(['1905', '3406']),
      rate: one([0, 25, 500, 1200, 1800, 2800]),
    })),
    terms: {
      delivery: one([null, { fee: paise(whole(0, 100_000)), freeAbove: one([null, paise(whole(0, 500_000))]) }]),
      coupon: coupon(),
      supply: one([null, 'within-state', 'between-states']),
    },
  })
  let digest = 0x811c9dc5
  for (let i = 0; i < count; i++) {
    const { lines, terms } = cart()
    for (const letter of JSON.stringify(tryQuote(lines as unknown as QuoteLine[], terms as unknown as QuoteTerms)))
      digest = Math.imul(digest ^ letter.charCodeAt(0), 0x01000193)
  }
  return digest >>> 0
}
