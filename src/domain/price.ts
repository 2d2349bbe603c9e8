import { type Paise, paise } from './money.ts'

/** A factor in integer thousandths: 1150 is × 1.15. */
export type Thousandths = number & { readonly unit: 'thousandths' }

export const MAX_MULTIPLIER = 100_000

/** True when `factor` (1.15) is positive, at most 100 and has at most three decimals. */
export function isMultiplier(factor: number): boolean {
  const scaled = Math.round(factor * 1000)
  return Number.isSafeInteger(scaled) && scaled > 0 && scaled <= MAX_MULTIPLIER && scaled / 1000 === factor
}

/** @throws RangeError when `factor` is no multiplier */
export function multiplier(factor: number): Thousandths {
  if (!isMultiplier(factor)) throw new RangeError(`Not a multiplier: ${factor}`)
  return Math.round(factor * 1000) as Thousandths
}

/**
 * The price of one cake: base × every factor, plus flat charges, rounded half up once.
 * Exact: the product is taken in integers, so 450 × 1.15 × 1.3 × 1.1 is 740.03 and never 740.02.
 * @throws RangeError when it is more than the shop deals in
 */
export function unitPrice(base: Paise, factors: readonly Thousandths[], charges: readonly Paise[] = []): Paise {
  let product = BigInt(base)
  let scale = 1n
  for (const factor of factors) {
    product *= BigInt(factor)
    scale *= 1000n
  }
  // Charges are whole paise: before or after the rounding, they come to the same.
  return paise(charges.reduce<number>((sum, charge) => sum + charge, Number((2n * product + scale) / (2n * scale))))
}

export const lineTotal = (unit: Paise, quantity: number): Paise => paise(unit * quantity)
