import type { Product } from '../../contract/product.ts'
import { type Chosen, choose, type Option, type Wanted } from '../../domain/choice.ts'
import { fromRupees, type Paise, toRupees } from '../../domain/money.ts'
import { multiplier, type Thousandths, unitPrice } from '../../domain/price.ts'

export type Priced = Pick<Product, 'basePrice' | 'flavors' | 'sizes' | 'eggOptions' | 'designs' | 'extras'>

type Given = { name: string; charge: number; available: boolean; priceMultiplier?: number; points?: number | null }

const ofKind = (field: Option['field'], options: readonly Given[]): Option[] =>
  options.map(({ name, charge, available, priceMultiplier = 1, points = null }) => ({
    field,
    name,
    factor: multiplier(priceMultiplier),
    charge: fromRupees(charge),
    available,
    points,
  }))

const optionsOf = ({ flavors, sizes, eggOptions, designs, extras }: Priced): Option[] => [
  ...ofKind('flavor', flavors),
  ...ofKind('size', sizes),
  ...ofKind('eggOption', eggOptions),
  ...ofKind('design', designs),
  ...ofKind('extras', extras),
]

export const chooseOf = (product: Priced, wanted: Wanted): Chosen => choose(optionsOf(product), wanted)

/** What one piece costs as chosen, in rupees. */
export const priceOf = (product: Priced, { factors, charges }: Pick<Chosen, 'factors' | 'charges'>): number =>
  toRupees(unitPrice(fromRupees(product.basePrice), factors, charges))

type Cost = { readonly factor: Thousandths; readonly charge: Paise }
const NO_COST: Cost = { factor: multiplier(1), charge: fromRupees(0) }

/** The options that another one does not undercut in factor and charge alike: mostly one. */
function cheapest(options: readonly Option[]): readonly Cost[] {
  const had = options.some(({ available }) => available) ? options.filter(({ available }) => available) : options
  if (had.length === 0) return [NO_COST]
  const byFactor = [...had].sort((one, other) => one.factor - other.factor || one.charge - other.charge)
  return byFactor.filter(({ charge }, place) => byFactor.slice(0, place).every((cheaper) => charge < cheaper.charge))
}

/** The least that it can cost now, in rupees: plain, without extras. */
export function fromPrice({ basePrice, flavors, sizes, eggOptions }: Priced): number {
  const base = fromRupees(basePrice)
  const [flavor, size, egg] = [ofKind('flavor', flavors), ofKind('size', sizes), ofKind('eggOption', eggOptions)].map(cheapest)
  const prices = (flavor ?? []).flatMap((one) =>
    (size ?? []).flatMap((two) =>
      (egg ?? []).map((three) => {
        const all = [one, two, three]
        return unitPrice(
          base,
          all.map(({ factor }) => factor),
          all.map(({ charge }) => charge),
        )
      }),
    ),
  )
  return toRupees(prices.reduce((least, price) => (price < least ? price : least)))
}

/** What the price is compared with, counted for the same choice; null where it is with nothing. */
export function comparePrice(product: Priced & Pick<Product, 'compareAtPrice'>, price: (product: Priced) => number): number | null {
  if (product.compareAtPrice === null) return null
  try {
    return price({ ...product, basePrice: product.compareAtPrice })
  } catch {
    // More than the shop deals in.
    return null
  }
}

/** True when every choice costs the same, but for designs and extras. */
export const hasOnePrice = ({ flavors, sizes, eggOptions }: Priced): boolean =>
  [flavors, sizes, eggOptions].every((list) => new Set(list.map(({ priceMultiplier, charge }) => `${priceMultiplier} ${charge}`)).size <= 1)
