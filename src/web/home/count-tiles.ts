import type { MenuCategory } from '../../contract/menu.ts'
import type { Product } from '../../contract/product.ts'
import type { Held } from '../../feed/client/fold.ts'
import { isOnShelf } from '../catalogue/on-shelf.ts'
import { fromPrice } from '../catalogue/price-of.ts'
import type { Counted, Tile, Tiles } from './load-tiles.ts'

/** `from`: the least that something in it costs, in rupees; null when that is not known. */
export type CountedTile = Tile & { readonly from: number | null }

/** The shelf as it was loaded, and as the feed has changed it since. */
function countNow(loaded: readonly Counted[], entities: ReadonlyMap<string, Held>): readonly Counted[] {
  const shelf = new Map(loaded.map((product) => [`product:${product._id}`, product]))
  for (const [entity, held] of entities) {
    if (!entity.startsWith('product:') || held.rev <= (shelf.get(entity)?.version ?? 0)) continue
    const product = held.data as Product | null
    if (!isOnShelf(product)) shelf.delete(entity)
    else shelf.set(entity, { _id: product._id, version: product.version, category: product.category, from: fromPrice(product) })
  }
  return [...shelf.values()]
}

/** The tiles in the menus' order, with what is in them now, and how many products are on offer in all. */
export function countTiles(
  { tiles, counted }: Tiles,
  entities: ReadonlyMap<string, Held>,
  menu: readonly MenuCategory[],
): { tiles: readonly CountedTile[]; total: number } {
  const now = counted === null ? null : countNow(counted, entities)
  const full = menu.map(({ _id, name }): CountedTile => {
    const loaded = tiles.find((tile) => tile._id === _id) ?? { count: 0, face: { name, drawing: null } }
    if (now === null) return { ...loaded, _id, name, from: null }
    const prices = now.filter(({ category }) => category === name).map(({ from }) => from)
    return { ...loaded, _id, name, count: prices.length, from: prices.length === 0 ? null : Math.min(...prices) }
  })
  return { tiles: full.filter(({ count }) => count > 0), total: now?.length ?? tiles.reduce((sum, { count }) => sum + count, 0) }
}
