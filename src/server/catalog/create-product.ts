import type { AdminProduct, ProductInput } from '../../contract/product.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { claim } from '../orders/idempotency.ts'
import { checkProduct } from './check-product.ts'
import { withPlan } from './plan.ts'
import { appendProductNews } from './product-news.ts'
import { fieldsOf } from './product-row.ts'
import { findProduct, insertProduct } from './products.sql.ts'

/**
 * @param key the same key makes one product, however often it is sent
 * @throws Refusal `request.invalid`, `picture.unknown`, `key.reused`
 */
export const createProduct = (db: Database, by: string | null, input: ProductInput, key?: string): Promise<AdminProduct> =>
  db.transaction(async (tx) => {
    const { answer, keep } = await claim<AdminProduct>(tx, { scope: `${by} POST /products`, key, request: input, status: 201 })
    if (answer !== null) return answer
    const product = await addProduct(tx, by, input)
    keep(product)
    return product
  })

/** As part of a larger transaction. @throws Refusal `request.invalid`, `picture.unknown` */
export async function addProduct(tx: Tx, by: string | null, input: ProductInput): Promise<AdminProduct> {
  await checkProduct(tx, input)
  const product = await findProduct(tx, await insertProduct(tx, withPlan(input, input)))
  if (product === null) throw new Error('The product that was just stored is not there')
  audit(tx, by, { action: 'product.create', entity: `product:${product._id}`, before: null, after: fieldsOf(product) })
  await appendProductNews(tx, null, product)
  return product
}
