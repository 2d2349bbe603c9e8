import type { Product } from '../../contract/product.ts'
import { type Choice, type Chosen, choose, type Option } from '../../domain/choice.ts'
import { fromRupees, toRupees } from '../../domain/money.ts'
import { multiplier, unitPrice } from '../../domain/price.ts'

type Priced = Pick<Product, 'basePrice' | 'flavors' | 'sizes' | 'eggOptions'>

const optionsOf = ({ flavors, sizes, eggOptions }: Priced): Option[] => [
  ...flavors.map(({ name, priceMultiplier }) => ({ field: 'flavor' as const, name, factor: multiplier(priceMultiplier) })),
  ...sizes.map(({ name, priceMultiplier }) => ({ field: 'size' as const, name, factor: multiplier(priceMultiplier) })),
  ...eggOptions.map(({ name, priceMultiplier }) => ({ field: 'eggOption' as const, name, factor: multiplier(priceMultiplier) })),
]

export const chooseOf = (product: Priced, wanted: Partial<Choice>): Chosen => choose(optionsOf(product), wanted)

/** What one piece costs as chosen, in rupees. */
export const priceOf = (product: Priced, { factors }: Pick<Chosen, 'factors'>): number =>
  toRupees(unitPrice(fromRupees(product.basePrice), factors))

/** The least that it can cost, in rupees. */
export function fromPrice(product: Priced): number {
  const least = [product.flavors, product.sizes, product.eggOptions].flatMap((list) =>
    list.length === 0 ? [] : [multiplier(Math.min(...list.map((option) => option.priceMultiplier)))],
  )
  return priceOf(product, { factors: least })
}

/** True when every choice costs the same. */
export const hasOnePrice = ({ flavors, sizes, eggOptions }: Priced): boolean =>
  [flavors, sizes, eggOptions].every((list) => new Set(list.map((option) => option.priceMultiplier)).size <= 1)
