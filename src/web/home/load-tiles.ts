import type { PageShop } from '../../contract/page.ts'
import type { Product } from '../../contract/product.ts'
import { MAX_LIMIT } from '../../contract/shared.ts'
import { fromPrice } from '../catalogue/price-of.ts'

/** What the tiles count: where a product stands and the least that it costs, in rupees. */
export type Counted = Pick<Product, '_id' | 'version' | 'category'> & { readonly from: number }

export type Tile = {
  /** Of its category; '' for one that the menus do not know yet. */
  readonly _id: string
  readonly name: string
  readonly count: number
  /** The cake that stands for it. */
  readonly face: Pick<Product, 'name' | 'drawing'>
}

export type Tiles = {
  readonly tiles: readonly Tile[]
  /** Everything on the shelf; null in a shop with more than one page can hold: then no lowest price is told. */
  readonly counted: readonly Counted[] | null
}

/** Two of the same shape side by side look like one: each category takes a face whose family was not taken yet, the best rated first. */
function faceOf(products: readonly Product[], taken: Set<string>): Product | undefined {
  const family = (product: Product) => product.drawing?.family ?? 'layer'
  const face = products.find((product) => !taken.has(family(product))) ?? products[0]
  if (face !== undefined) taken.add(family(face))
  return face
}

/** Every category with its count and a cake that stands for it. */
export async function loadTiles(shop: PageShop): Promise<Tiles> {
  const [categories, menu] = await Promise.all([shop.categories(), shop.menu()])
  const { items, next } = await shop.products({ limit: MAX_LIMIT, sort: 'rating' })
  const taken = new Set<string>()
  const tiles = categories.map(({ name, count }) => {
    const face = faceOf(
      items.filter((product) => product.category === name),
      taken,
    )
    const _id = menu.categories.find((category) => category.name === name)?._id ?? ''
    return { _id, name, count, face: { name: face?.name ?? name, drawing: face?.drawing ?? null } }
  })
  const counted = items.map((product) => ({
    _id: product._id,
    version: product.version,
    category: product.category,
    from: fromPrice(product),
  }))
  return { tiles, counted: next === null ? counted : null }
}
