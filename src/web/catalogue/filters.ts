import type { ShopChange } from '../../contract/events.ts'
import type { Product, ProductQuery } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'

/** What a list was narrowed to, as its URL says. */
export type Filters = Pick<
  ProductQuery,
  'category' | 'subcategory' | 'search' | 'flavor' | 'size' | 'free' | 'egg' | 'minPrice' | 'maxPrice' | 'on'
>

/** Nearly as the server matches: every word somewhere in the text, or in a flavour. */
function hasWords({ name, category, subcategory, description, flavors }: Product, search: string): boolean {
  const text = [name, category, subcategory, description, ...flavors.map((flavor) => flavor.name)].join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const eggFits = ({ eggOptions }: Product, egg: Filters['egg']): boolean =>
  egg === undefined || eggOptions.some(({ name, available }) => available && isEggless(name) === (egg === 'eggless'))

const hasOneOf = (options: readonly { name: string; available: boolean }[], wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || options.some(({ name, available }) => available && wanted.includes(name))

/** Whether a product belongs into the list, whatever day it is wanted on. */
export const fits = (product: Product, { category, subcategory, search, flavor, size, free, egg, minPrice, maxPrice }: Filters): boolean =>
  product.available &&
  (category === undefined || product.category === category) &&
  (subcategory === undefined || product.subcategory === subcategory) &&
  eggFits(product, egg) &&
  hasOneOf(product.flavors, flavor) &&
  hasOneOf(product.sizes, size) &&
  !product.allergens.some((allergen) => free?.includes(allergen)) &&
  (minPrice === undefined || product.basePrice >= minPrice) &&
  (maxPrice === undefined || product.basePrice <= maxPrice) &&
  (search === undefined || hasWords(product, search))

/** The product that this news puts on the shelf or changes there; null for anything else. */
export const productOf = (change: ShopChange): Product | null =>
  change.gone !== true && (change.type === 'product_created' || change.type === 'product_updated') ? change.data : null
