import { formatRupees, fromRupees, readRupees, toRupees } from '../../../domain/money.ts'
import { multiplier, unitPrice } from '../../../domain/price.ts'
import { readFactor } from './draft.ts'

/** The price that what is typed makes: base, factors and charges. Empty is × 1 or + ₹0. null while something is no number, or too dear. */
export function typedPrice(base: string, factors: readonly string[], charges: readonly string[]): string | null {
  const rupees = readRupees(base)
  const times = factors.map(readFactor)
  const plus = charges.map((charge) => (charge.trim() === '' ? 0 : readRupees(charge)))
  if (rupees === null || times.includes(null) || plus.includes(null)) return null
  try {
    const price = unitPrice(
      fromRupees(rupees),
      times.map((factor) => multiplier(factor ?? 1)),
      plus.map((charge) => fromRupees(charge ?? 0)),
    )
    return formatRupees(toRupees(price))
  } catch {
    // More than the shop deals in.
    return null
  }
}
