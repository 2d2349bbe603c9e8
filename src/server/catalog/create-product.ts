import type { AdminProduct, ProductInput } from '../../contract/product.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { checkProduct } from './check-product.ts'
import { withPlan } from './plan.ts'
import { appendProductNews } from './product-news.ts'
import { fieldsOf } from './product-row.ts'
import { findProduct, insertProduct } from './products.sql.ts'

/** @throws Refusal `request.invalid`, `picture.unknown` */
export const createProduct = (db: Database, by: string | null, input: ProductInput): Promise<AdminProduct> =>
  db.transaction((tx) => addProduct(tx, by, input))

/** As part of a larger transaction. @throws Refusal `request.invalid`, `picture.unknown` */
export async function addProduct(tx: Tx, by: string | null, input: ProductInput): Promise<AdminProduct> {
  await checkProduct(tx, input)
  const product = await findProduct(tx, await insertProduct(tx, withPlan(input, input)))
  if (product === null) throw new Error('The product that was just stored is not there')
  audit(tx, by, { action: 'product.create', entity: `product:${product._id}`, before: null, after: fieldsOf(product) })
  await appendProductNews(tx, null, product)
  return product
}
