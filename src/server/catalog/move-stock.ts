import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { refuse } from '../refusal.ts'
import { sayProducts } from './product-news.ts'
import { addToStocks, lockStocks } from './products.sql.ts'

/**
 * Takes pieces off the shelf, or puts them back where they are negative. What is made to order (stock null) has no stock to take
 * from or to return to.
 * @param taken the summed pieces of each product
 * @returns those that have a stock
 * @throws Refusal `stock.short` with `{productId, left}`
 */
export async function moveStock(tx: Tx, taken: ReadonlyMap<string, number>): Promise<ReadonlySet<string>> {
  const locked = await lockStocks(tx, [...taken.keys()])
  const changes = new Map<string, number>()
  for (const { id, stock } of locked) {
    const pieces = taken.get(id) ?? 0
    if (pieces > stock) refuse('stock.short', { productId: id, left: stock })
    if (pieces !== 0) changes.set(id, -pieces)
  }
  if (changes.size > 0) {
    send(tx, addToStocks(changes))
    await sayProducts(tx, [...changes.keys()], new Set(locked.filter(({ stock }) => stock === 0).map(({ id }) => id)))
  }
  return new Set(locked.map(({ id }) => id))
}
