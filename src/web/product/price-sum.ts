import type { Product } from '../../contract/product.ts'
import type { Choice } from '../../domain/choice.ts'
import { formatRupees } from '../../domain/money.ts'

/** "₹450 × 1.15 chocolate × 1.3 for 1 kg × 1.1 eggless": only the factors that change something. */
export function sumOf({ basePrice, flavors, sizes, eggOptions }: Product, { flavor, size, eggOption }: Choice): string {
  const factor = (list: readonly { name: string; priceMultiplier: number }[], name: string, says: string) => {
    const times = list.find((option) => option.name === name)?.priceMultiplier ?? 1
    return times === 1 ? [] : [`× ${times} ${says}`]
  }
  return [
    formatRupees(basePrice),
    ...factor(flavors, flavor, flavor),
    ...factor(sizes, size, `for ${size}`),
    ...factor(eggOptions, eggOption, eggOption.toLowerCase()),
  ].join(' ')
}
