import type { Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { appendProductNews } from './product-news.ts'
import { addToStocks, findProducts, lockStocks } from './products.sql.ts'

/**
 * Takes pieces off the shelf as part of an order. Products that are made to order (stock null) have no stock to take.
 * @param demands the summed pieces of each product
 * @throws Refusal `stock.short` with `{productId, left}`
 */
export async function takeStock(tx: Tx, demands: ReadonlyMap<string, number>): Promise<void> {
  const locked = await lockStocks(tx, [...demands.keys()])
  const changes = new Map<string, number>()
  for (const { id, stock } of locked) {
    const pieces = demands.get(id) ?? 0
    if (pieces > stock) refuse('stock.short', { productId: id, left: stock })
    changes.set(id, -pieces)
  }
  await change(tx, changes)
}

/** Puts pieces back, as a cancelled order does. What has become made to order meanwhile has no stock to return to. */
export async function returnStock(tx: Tx, returns: ReadonlyMap<string, number>): Promise<void> {
  const locked = await lockStocks(tx, [...returns.keys()])
  await change(tx, new Map(locked.map(({ id }) => [id, returns.get(id) ?? 0])))
}

async function change(tx: Tx, changes: ReadonlyMap<string, number>): Promise<void> {
  const real = new Map([...changes].filter(([, pieces]) => pieces !== 0))
  if (real.size === 0) return
  await addToStocks(tx, real)
  // A stock says nothing about who sees the product: before and after are the same to that.
  for (const product of await findProducts(tx, [...real.keys()])) await appendProductNews(tx, product, product)
}
