import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, countOf, newsOf, order } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let bela: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle', stock: 1000 })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
})
afterAll(() => shop[Symbol.asyncDispose]())

const one = () => [{ productId: truffle._id, quantity: 1 }]
const times = <T>(n: number, work: () => Promise<T>) => Promise.all(Array.from({ length: n }, work))
const stockOf = async ({ _id }: Product) => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [_id]))[0]?.stock
const state = async () => ({
  orders: await countOf(shop, 'orders'),
  notifications: await countOf(shop, 'notifications'),
  stock: await stockOf(truffle),
})

test('[D12] fifty clicks at once with one key are one order, answered alike, told once', async () => {
  const before = await state()
  const answers = await times(50, () => order(shop, asha, one(), { key: 'fifty clicks' }))
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await state()).toEqual({ orders: before.orders + 1, notifications: before.notifications + 2, stock: (before.stock ?? 0) - 1 })
  const news = await newsOf(shop, `order:${answers[0]?.body._id}`)
  expect(news.map(({ audience, type }) => [audience, type])).toEqual([
    ['admin', 'order_created'],
    [`user:${asha.id}`, 'order_created'],
  ])
})

test('[F34] the back button, fifty times, then again after every connection to the database broke', async () => {
  const first = await order(shop, asha, one(), { key: 'back button' })
  const before = await state()
  for (let i = 0; i < 50; i++) expect((await order(shop, asha, one(), { key: 'back button' })).text).toBe(first.text)
  await shop.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cakewire' and datname = current_database()`,
  )
  const again = await until('the shop has its database back', async () => {
    const answer = await order(shop, asha, one(), { key: 'back button' })
    return answer.status === 503 ? null : answer
  })
  expect(again.text).toBe(first.text)
  expect(await state()).toEqual(before)
})

test('[D12] the first answer is given again even when the order could not be placed any more', async () => {
  const last = await shop.product({ stock: 1, basePrice: 600 })
  const items = [{ productId: last._id, quantity: 1 }]
  const first = await order(shop, asha, items, { key: 'last one', totalPrice: 600 })
  expect(first.status).toBe(201)
  await shop.sql('update products set archived_at = now(), base_price = 1 where id = $1', [last._id])
  expect((await order(shop, asha, items, { key: 'last one', totalPrice: 600 })).text).toBe(first.text)
})

test('[D12] the cart that is filled after an order is left alone by its repetition', async () => {
  await order(shop, bela, one(), { key: 'and again' })
  const { body } = await addToCart(shop, bela, { productId: truffle._id })
  expect((await order(shop, bela, one(), { key: 'and again' })).status).toBe(201)
  expect((await shop.call('GET', '/api/cart', { as: bela })).body).toEqual(body)
})

test('[D13] one key for two different orders is refused', async () => {
  await order(shop, asha, one(), { key: 'two orders' })
  const before = await state()
  for (const more of [{ notes: 'other' }, { totalPrice: 1 }, { phone: '9830099999' }]) {
    expect(await order(shop, asha, one(), { key: 'two orders', ...more })).toMatchObject({ status: 422, body: { code: 'key.reused' } })
  }
  expect(await order(shop, asha, [{ productId: truffle._id, quantity: 2 }], { key: 'two orders' })).toMatchObject({ status: 422 })
  expect(await state()).toEqual(before)
})

test('[D13] somebody else’s key is another key', async () => {
  const mine = await order(shop, asha, one(), { key: 'shared' })
  const theirs = await order(shop, bela, one(), { key: 'shared' })
  expect([mine.status, theirs.status]).toEqual([201, 201])
  expect(theirs.body._id).not.toBe(mine.body._id)
  expect(theirs.body.userId).toBe(bela.id)
})

test('[D13] a refused order leaves its key free, also for those who waited', async () => {
  const scarce = await shop.product({ stock: 0 })
  const items = [{ productId: scarce._id, quantity: 1 }]
  const refused = await times(10, () => order(shop, asha, items, { key: 'patience' }))
  expect(refused.map(({ body }) => body.code)).toEqual(Array(10).fill('stock.short'))
  await shop.sql('update products set stock = 1 where id = $1', [scarce._id])
  expect((await order(shop, asha, items, { key: 'patience' })).status).toBe(201)
})

test('without a key every request is an order of its own', async () => {
  const before = await state()
  const [first, second] = [await order(shop, asha, one()), await order(shop, asha, one())]
  expect(first.body._id).not.toBe(second.body._id)
  expect((await state()).orders).toBe(before.orders + 2)
})

test('a key has 1 to 200 characters', async () => {
  expect((await order(shop, asha, one(), { key: 'x'.repeat(201) })).status).toBe(400)
  expect((await order(shop, asha, one(), { key: 'x'.repeat(200) })).status).toBe(201)
})
