import type { Choice } from '../../domain/choice.ts'
import { formatRupees } from '../../domain/money.ts'
import type { Priced } from '../catalogue/price-of.ts'

/** "₹450 × 1.15 chocolate × 1.3 for 1 kg × 1.1 eggless + ₹60 candles": only what changes something. */
export function sumOf(
  { basePrice, flavors, sizes, eggOptions, designs, extras: offered }: Priced,
  { flavor, size, eggOption, design, extras }: Choice,
): string {
  const factor = (list: readonly { name: string; priceMultiplier: number }[], name: string, says: string) => {
    const times = list.find((option) => option.name === name)?.priceMultiplier ?? 1
    return times === 1 ? [] : [`× ${times} ${says}`]
  }
  const plus = (list: readonly { name: string; charge: number }[], name: string) => {
    const charge = list.find((option) => option.name === name)?.charge ?? 0
    return charge === 0 ? [] : [`+ ${formatRupees(charge)} ${name}`]
  }
  return [
    formatRupees(basePrice),
    ...factor(flavors, flavor, flavor),
    ...factor(sizes, size, `for ${size}`),
    ...factor(eggOptions, eggOption, eggOption.toLowerCase()),
    ...plus(flavors, flavor),
    ...plus(sizes, size),
    ...plus(eggOptions, eggOption),
    ...plus(designs, design),
    ...extras.flatMap((name) => plus(offered, name)),
  ].join(' ')
}
