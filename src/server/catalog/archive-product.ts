import type { AdminProduct } from '../../contract/product.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { appendProductNews } from './product-news.ts'
import { findProduct, lockProduct, setArchived } from './products.sql.ts'

/**
 * Takes a product out of the catalogue. Its row stays: orders and reviews speak of it, and it can be put back.
 * @throws Refusal `product.changed` with `{current}`, `product.not-found` (also when it was archived before)
 */
export const archiveProduct = (db: Database, by: string | null, id: string, seen: number | undefined): Promise<AdminProduct> =>
  move(db, by, id, seen, true)

/**
 * Puts an archived product back as it was: on the shelf, unless it was hidden.
 * @throws Refusal `product.changed` with `{current}`, `product.not-found` (also when it is not archived)
 */
export const restoreProduct = (db: Database, by: string | null, id: string, seen: number | undefined): Promise<AdminProduct> =>
  move(db, by, id, seen, false)

function move(db: Database, by: string | null, id: string, seen: number | undefined, archived: boolean): Promise<AdminProduct> {
  return db.transaction(async (tx) => {
    const before = (await lockProduct(tx, id)) ?? refuse('product.not-found')
    if (seen !== undefined && seen !== before.version) refuse('product.changed', { current: before })
    if (before.archived === archived) refuse('product.not-found')
    setArchived(tx, id, archived)
    const after = (await findProduct(tx, id)) ?? refuse('product.not-found')
    const action = archived ? 'product.archive' : 'product.restore'
    audit(tx, by, { action, entity: `product:${id}`, before: { archived: !archived }, after: { archived } })
    await appendProductNews(tx, before, after)
    return after
  })
}
