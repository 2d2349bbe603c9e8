import type { ShopChange } from '../../contract/events.ts'
import type { Product, ProductQuery } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'

/** What a list was narrowed to, as its URL says. */
export type Filters = Pick<ProductQuery, 'category' | 'subcategory' | 'search' | 'egg' | 'minPrice' | 'maxPrice'>

/** As the server matches: every word somewhere in the text. */
function hasWords({ name, category, subcategory, description }: Product, search: string): boolean {
  const text = [name, category, subcategory, description].join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const eggFits = ({ eggOptions }: Product, egg: Filters['egg']): boolean =>
  egg === undefined || eggOptions.some((option) => isEggless(option.name) === (egg === 'eggless'))

/** Whether a product belongs into the list. */
export const fits = (product: Product, { category, subcategory, search, egg, minPrice, maxPrice }: Filters): boolean =>
  product.available &&
  (category === undefined || product.category === category) &&
  (subcategory === undefined || product.subcategory === subcategory) &&
  eggFits(product, egg) &&
  (minPrice === undefined || product.basePrice >= minPrice) &&
  (maxPrice === undefined || product.basePrice <= maxPrice) &&
  (search === undefined || hasWords(product, search))

/** The product that this news puts on the shelf or changes there; null for anything else. */
export const productOf = (change: ShopChange): Product | null =>
  change.gone !== true && (change.type === 'product_created' || change.type === 'product_updated') ? change.data : null
