import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { ProductInput } from '../../contract/product.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { Refusal } from '../refusal.ts'
import { addReviews } from './add-reviews.ts'
import { createProduct } from './create-product.ts'
import { moveStock } from './move-stock.ts'
import { listProducts } from './product-list.sql.ts'
import { findProduct, getProduct } from './products.sql.ts'
import { updateProduct } from './update-product.ts'

let db: Database
const cleanUps: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const database = await testDatabase()
  db = openDatabase(database.connection, () => undefined)
  cleanUps.push(() => db.close(), database.drop)
})
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const create = (fields: object = {}) =>
  createProduct(db, null, ProductInput.parse({ name: 'Cake', category: 'Cakes', basePrice: 450, ...fields }))
const take = (...demands: [string, number][]) => db.transaction((tx) => moveStock(tx, new Map(demands)))
const stockOf = async (id: string) => (await findProduct(db.read, id))?.stock
const newsOf = async (id: string) =>
  await db.read
    .selectFrom('feed.entry')
    .select(['aud', 'type', 'rev', 'body'])
    .where('entity', '=', `product:${id}`)
    .orderBy('seq')
    .orderBy('idx')
    .execute()

test('stock is taken from all products or from none, and each one says so to staff and public', async () => {
  const [scones, buns, cake] = [await create({ stock: 5 }), await create({ stock: 2 }), await create()]
  await take([scones._id, 3], [buns._id, 2], [cake._id, 40])
  expect([await stockOf(scones._id), await stockOf(buns._id), await stockOf(cake._id)]).toEqual([2, 0, null])
  const refused = await take([scones._id, 1], [buns._id, 1]).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ code: 'stock.short', details: { productId: buns._id, left: 0 } })
  expect(await stockOf(scones._id)).toBe(2)
  const news = (await newsOf(scones._id)).slice(2)
  expect(news.map(({ aud, type, rev }) => [aud, type, rev])).toEqual([
    ['catalogue', 'product_updated', 2],
    ['public', 'product_updated', 2],
  ])
  expect(news.map(({ body }) => (JSON.parse(body ?? '') as { data: { stock: number } }).data.stock)).toEqual([2, 2])
  expect((await findProduct(db.read, cake._id))?.version).toBe(1)
})

test('of twenty who want the last seven, seven get one, whatever order they name the products in', async () => {
  const [a, b] = [await create({ stock: 7 }), await create({ stock: 100 })]
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? take([a._id, 1], [b._id, 1]) : take([b._id, 1], [a._id, 1]))),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'stock.short' })
  expect([await stockOf(a._id), await stockOf(b._id)]).toEqual([0, 93])
  expect((await findProduct(db.read, a._id))?.version).toBe(8)
})

test('a cancelled order puts its pieces back; what is made to order meanwhile takes none', async () => {
  const [scones, buns] = [await create({ stock: 5 }), await create({ stock: 5 })]
  await take([scones._id, 2], [buns._id, 2])
  await updateProduct(db, null, buns._id, { stock: null }, undefined)
  await db.transaction((tx) =>
    moveStock(
      tx,
      new Map([
        [scones._id, -2],
        [buns._id, -2],
      ]),
    ),
  )
  expect([await stockOf(scones._id), await stockOf(buns._id)]).toEqual([5, null])
})

test('an edit that waited for an order’s stock does not bring the old stock back', async () => {
  const scones = await create({ stock: 5 })
  await Promise.all([take([scones._id, 1]), updateProduct(db, null, scones._id, { name: 'Scone' }, undefined), take([scones._id, 1])])
  expect(await findProduct(db.read, scones._id)).toMatchObject({ stock: 3, name: 'Scone', version: 4 })
})

test('reviews move the rating, and its order in the list; a product page shows the newest twenty', async () => {
  const category = 'Reviewed'
  const [good, better, none] = [await create({ category }), await create({ category }), await create({ category })]
  const review = (rating: number, minute = 0) => ({
    author: 'Asha',
    rating,
    comment: 'Fine.',
    at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  })
  await db.transaction((tx) =>
    addReviews(
      tx,
      good._id,
      Array.from({ length: 25 }, (_, minute) => review(4, minute)),
    ),
  )
  await db.transaction((tx) => addReviews(tx, better._id, [review(5), review(4)]))
  await db.transaction((tx) => addReviews(tx, better._id, [review(4)]))
  const { items } = await listProducts(db.read, { category, sort: 'rating' }, { for: 'public' })
  expect(items.map(({ _id, rating, reviewCount, version }) => [_id, rating, reviewCount, version])).toEqual([
    [better._id, 4.3, 3, 3],
    [good._id, 4, 25, 2],
    [none._id, 0, 0, 1],
  ])
  const page = await getProduct(db.read, good._id, 'public')
  expect(page?.reviews.map(({ date }) => new Date(date).getUTCMinutes())).toEqual(Array.from({ length: 20 }, (_, i) => 24 - i))
  expect((await newsOf(good._id)).map(({ aud, type }) => [aud, type]).slice(2)).toEqual([
    ['catalogue', 'product_updated'],
    ['public', 'product_updated'],
  ])
})
