import type { AdminProduct } from '../../contract/product.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { tellBack } from '../stock-alerts/tell-back.ts'
import { followMenu } from './follow-menu.ts'
import { isPublic, toPublicProduct } from './product-row.ts'
import { findProducts } from './products.sql.ts'

/**
 * Says what became of a product: to staff with the right to the catalogue everything, to the public only what it sees. For the public a product that is
 * hidden or archived is gone, and one that becomes visible is new. Whatever changes a public answer must come through here:
 * the public answers kept in memory stand until the next public entry. Who waits for a product that can be ordered again is told too.
 */
export async function appendProductNews(tx: Tx, before: AdminProduct | null, after: AdminProduct): Promise<void> {
  sayProduct(tx, before, after)
  await followMenu(tx, before, after)
  if (before !== null && !isOrderable(before) && isOrderable(after)) await tellBack(tx, [after])
}

const AT_ONCE = 500

/**
 * Of products that were changed, all by their ids, in a way that leaves the shelf and the menus as they are.
 * @param restocked those of which nothing was left before
 */
export async function sayProducts(tx: Tx, ids: readonly string[], restocked: ReadonlySet<string> = new Set()): Promise<void> {
  const back: AdminProduct[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const product of await findProducts(tx, ids.slice(from, from + AT_ONCE))) {
      sayProduct(tx, product, product)
      if (restocked.has(product._id) && isOrderable(product)) back.push(product)
    }
  await tellBack(tx, back)
}

function sayProduct(tx: Tx, before: AdminProduct | null, after: AdminProduct): void {
  const entity = `product:${after._id}`
  const { version: rev, updatedAt: at } = after
  const type = before === null ? 'product_created' : 'product_updated'
  const was = before !== null && isPublic(before)
  if (!isPublic(after)) {
    append(tx, { type, entity, rev, at }, [['catalogue', after]])
    if (was) append(tx, { type: 'product_deleted', entity, rev, at, gone: true }, [['public', { _id: after._id }]])
    return
  }
  const seen = toPublicProduct(after)
  if (was || before === null) {
    append(tx, { type, entity, rev, at }, [
      ['catalogue', after],
      ['public', seen],
    ])
    return
  }
  append(tx, { type, entity, rev, at }, [['catalogue', after]])
  append(tx, { type: 'product_created', entity, rev, at }, [['public', seen]])
}
