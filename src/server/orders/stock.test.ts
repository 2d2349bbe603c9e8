import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { countOf, newsOf, order } from '../../../test/support/buying.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let buyers: Person[]
let manager: Person

beforeAll(async () => {
  shop = await boot()
  buyers = await Promise.all(Array.from({ length: 10 }, (_, i) => shop.person(`Buyer ${String.fromCharCode(97 + i)}`)))
  manager = await shop.person('Manager', 'manager')
})
afterAll(() => shop[Symbol.asyncDispose]())

const stockOf = async ({ _id }: Product) => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [_id]))[0]?.stock

test('[D07] fifty buyers for five pieces: exactly five get one, the others are told', async () => {
  const cake = await shop.product({ stock: 5 })
  const orders = await countOf(shop, 'orders')
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => order(shop, buyers[i % buyers.length], [{ productId: cake._id, quantity: 1 }])),
  )
  const refused = answers.filter(({ status }) => status !== 201)
  expect(refused).toHaveLength(45)
  for (const { status, body } of refused) expect({ status, body }).toMatchObject({ status: 409, body: { code: 'stock.short', left: 0 } })
  expect(await stockOf(cake)).toBe(0)
  expect(await countOf(shop, 'orders')).toBe(orders + 5)
  const stocks = (await newsOf(shop, `product:${cake._id}`)).filter(({ audience }) => audience === 'public').map(({ data }) => data.stock)
  expect(stocks).toEqual([5, 4, 3, 2, 1, 0])
})

test('[F31] orders that want the same two cakes in opposite order all get through', async () => {
  const [one, two] = [await shop.product({ stock: 500 }), await shop.product({ stock: 500 })]
  const there = [one, two].map(({ _id }) => ({ productId: _id, quantity: 1 }))
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => order(shop, buyers[i % buyers.length], i % 2 === 0 ? there : [...there].reverse())),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(201))
  expect([await stockOf(one), await stockOf(two)]).toEqual([440, 440])
})

test('[F30] orders and cancellations at once never sell what is not there, nor lose a piece', async () => {
  const cake = await shop.product({ stock: 8 })
  const taken = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const answer = await order(shop, buyers[i % buyers.length], [{ productId: cake._id, quantity: 1 + (i % 3) }])
      if (answer.status !== 201) return 0
      if (i % 2 === 1) return 1 + (i % 3)
      const cancelled = await shop.call('PATCH', `/api/orders/${answer.body._id}/status`, { as: manager, body: { status: 'cancelled' } })
      return cancelled.status === 200 ? 0 : 1 + (i % 3)
    }),
  )
  expect((await stockOf(cake)) ?? -1).toBe(8 - taken.reduce((sum, pieces) => sum + pieces, 0))
})

test('what is made to order has no stock to run out of', async () => {
  const cake = await shop.product({ stock: null })
  expect((await order(shop, buyers[0], [{ productId: cake._id, quantity: 99 }])).status).toBe(201)
  expect(await stockOf(cake)).toBeNull()
})
