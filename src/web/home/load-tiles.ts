import type { PageShop } from '../../contract/page.ts'
import type { Product } from '../../contract/product.ts'
import { MAX_LIMIT } from '../../contract/shared.ts'
import { fromPrice } from '../catalogue/price-of.ts'

export type Tile = {
  readonly name: string
  readonly count: number
  /** The least that something in it costs, in rupees; null when none of it was seen. */
  readonly from: number | null
  /** The one that stands for it. */
  readonly face: Pick<Product, 'name' | 'drawing'> | null
}

/** Two of the same shape side by side look like one: each category takes a face whose family was not taken yet, the best rated first. */
function faceOf(products: readonly Product[], taken: Set<string>): Product | null {
  const byRating = [...products].sort((a, b) => b.rating - a.rating)
  const family = (product: Product) => product.drawing?.family ?? 'layer'
  const face = byRating.find((product) => !taken.has(family(product))) ?? byRating[0] ?? null
  if (face !== null) taken.add(family(face))
  return face
}

/** Every category with its count, its lowest price and a cake that stands for it. */
export async function loadTiles(shop: PageShop): Promise<readonly Tile[]> {
  const categories = await shop.categories()
  const { items } = await shop.products({ limit: MAX_LIMIT, sort: 'rating' })
  const taken = new Set<string>()
  return categories.map(({ name, count }) => {
    const products = items.filter((product) => product.category === name)
    const face = faceOf(products, taken)
    return {
      name,
      count,
      from: products.length === 0 ? null : Math.min(...products.map(fromPrice)),
      face: face === null ? null : { name: face.name, drawing: face.drawing },
    }
  })
}
