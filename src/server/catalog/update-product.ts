import { isDeepStrictEqual } from 'node:util'
import type { AdminProduct, ProductInput, ProductPatch } from '../../contract/product.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { checkProduct } from './check-product.ts'
import { withPlan } from './plan.ts'
import { appendProductNews } from './product-news.ts'
import { fieldsOf } from './product-row.ts'
import { findProduct, lockProduct, writeProduct } from './products.sql.ts'
import { refuseChanged } from './refuse-changed.ts'

/**
 * Sets the given fields of a product.
 * @param seen the version that the editor was opened at, when it says so
 * @returns the product after it; a change that changes nothing makes no version
 * @throws Refusal `product.changed` with a `ProductConflict` when another version stands, `product.not-found`, `request.invalid`, `picture.unknown`
 */
export function updateProduct(
  db: Database,
  by: string | null,
  id: string,
  change: Omit<ProductPatch, 'version'>,
  seen: number | undefined,
): Promise<AdminProduct> {
  return db.transaction(async (tx) => {
    const before = (await lockProduct(tx, id)) ?? refuse('product.not-found')
    const said = given(change)
    if (seen !== undefined && seen !== before.version) await refuseChanged(tx, before, seen, said)
    if (before.archived) refuse('product.not-found')
    const fields = fieldsOf(before)
    const wanted = withPlan({ ...fields, ...said }, said)
    if (isDeepStrictEqual(wanted, fields)) return before
    await checkProduct(tx, wanted, fields)
    return await writeChange(tx, by, before, wanted)
  })
}

/** As part of a larger transaction, which holds the lock of the product `before` and has checked what is `wanted`. */
export async function writeChange(tx: Tx, by: string | null, before: AdminProduct, wanted: ProductInput): Promise<AdminProduct> {
  const fields = fieldsOf(before)
  await writeProduct(tx, before._id, wanted, fields)
  const after = (await findProduct(tx, before._id)) ?? refuse('product.not-found')
  audit(tx, by, { action: 'product.update', entity: `product:${before._id}`, before: fields, after: fieldsOf(after) })
  await appendProductNews(tx, before, after)
  return after
}

const given = (change: Omit<ProductPatch, 'version'>): Partial<ProductInput> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
