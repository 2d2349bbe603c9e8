import { type Paise, paise } from './money.ts'
import type { Day } from './shop-time.ts'

/** In hundredths of a percent: 500 is 5 %. It holds from its day on until a later one. */
export type TaxRate = { readonly hsn: string; readonly since: Day; readonly rate: number }

/** Tax inside an amount; `rate` in hundredths of a percent. */
export type SplitTax = {
  readonly hsn: string
  readonly rate: number
  readonly taxable: Paise
  readonly cgst: Paise
  readonly sgst: Paise
  readonly igst: Paise
}

/** The rate of that day. HSN numbers go from the general to the particular: 190590 is taxed as 1905 where it has no rate of its own. */
export function rateOn(rates: readonly TaxRate[], hsn: string, day: Day): number {
  let best: TaxRate | undefined
  for (const rate of rates) {
    if (!hsn.startsWith(rate.hsn) || rate.since > day) continue
    const longer = rate.hsn.length - (best?.hsn.length ?? 0)
    if (best === undefined || longer > 0 || (longer === 0 && rate.since > best.since)) best = rate
  }
  return best?.rate ?? 0
}

/** Where it goes, seen from the shop: CGST and SGST within the state, IGST between states. */
export type Supply = 'within-state' | 'between-states'

/**
 * The tax inside a price. Half of it is rounded, so that CGST and SGST are always equal and taxable + tax = gross to the paisa:
 * half = round(gross × r/2 ÷ (100 + r)).
 */
export function splitTax(gross: Paise, { hsn, rate }: Pick<TaxRate, 'hsn' | 'rate'>, supply: Supply): SplitTax {
  const half = divideHalfUp(gross * rate, 2 * (10_000 + rate))
  const none = paise(0)
  const taxable = paise(gross - 2 * half)
  const parts = {
    'within-state': { cgst: paise(half), sgst: paise(half), igst: none },
    'between-states': { cgst: none, sgst: none, igst: paise(2 * half) },
  } as const satisfies Record<Supply, unknown>
  return { hsn, rate, taxable, ...parts[supply] }
}

export const taxOf = ({ cgst, sgst, igst }: SplitTax): Paise => paise(cgst + sgst + igst)

/** Exact as long as twice the numerator is a safe integer. */
export function divideHalfUp(numerator: number, denominator: number): number {
  const doubled = 2 * numerator + denominator
  return (doubled - (doubled % (2 * denominator))) / (2 * denominator)
}

/**
 * Shares `amount` out in proportion to the weights, by largest remainder: the shares add up to it, none is above its weight when the
 * amount is not above their sum, and of equal remainders the first gets the paisa.
 */
export function apportion(amount: Paise, weights: readonly Paise[]): Paise[] {
  const sum = weights.reduce<number>((total, weight) => total + weight, 0)
  if (sum === 0 || amount === 0) return weights.map(() => paise(0))
  // Two amounts of paise multiplied are more than a number holds exactly.
  const exact = weights.map((weight, place) => {
    const product = BigInt(amount) * BigInt(weight)
    return { place, share: Number(product / BigInt(sum)), rest: Number(product % BigInt(sum)) }
  })
  const missing = amount - exact.reduce((total, { share }) => total + share, 0)
  const lifted = new Set(
    [...exact]
      .sort((a, b) => b.rest - a.rest || a.place - b.place)
      .slice(0, missing)
      .map(({ place }) => place),
  )
  return exact.map(({ place, share }) => paise(share + (lifted.has(place) ? 1 : 0)))
}
