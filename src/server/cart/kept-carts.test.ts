import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, newsOf, order } from '../../../test/support/buying.ts'
import type { Cart } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { pruneCarts } from './prune-carts.ts'

let shop: TestShop
let cake: Product
let asha: Person
let keeper: Person

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({
    basePrice: 450,
    sizes: [
      { name: '1 kg', priceMultiplier: 1 },
      { name: '2 kg', priceMultiplier: 2 },
    ],
  })
  asha = await shop.person('Asha')
  keeper = await shop.person('Keeper', 'manager')
})
afterAll(() => shop[Symbol.asyncDispose]())

const reprice = (basePrice: number, product = cake) =>
  shop.call('PATCH', `/api/products/${product._id}`, { as: keeper, body: { basePrice } })
const accept = (body: object = {}) => shop.call<Cart & { code: string }>('POST', '/api/cart/accept', { as: asha, body })
const pricesOf = ({ items }: Cart) => items.map(({ price, priceBefore }) => [price, priceBefore])

test('[D22] a line shows that its price has changed since it was put in, until its owner agrees', async () => {
  const first = (await addToCart(shop, asha, { productId: cake._id })).body
  await addToCart(shop, asha, { productId: cake._id, message: 'Happy birthday' })
  expect(pricesOf(first)).toEqual([[450, null]])
  await reprice(475)
  const changed = await cartOf(shop, asha)
  expect(pricesOf(changed)).toEqual([
    [475, 450],
    [475, 450],
  ])
  const [line] = changed.items
  const one = (await accept({ itemId: line?._id })).body
  expect(pricesOf(one)).toEqual([
    [475, null],
    [475, 450],
  ])
  expect(one.version).toBe(changed.version + 1)
  expect((await newsOf(shop, `cart:${asha.id}`)).at(-1)?.data).toEqual(one)
  expect(pricesOf((await accept()).body)).toEqual([
    [475, null],
    [475, null],
  ])
  expect((await accept({ itemId: '0'.repeat(24) })).body.code).toBe('line.not-found')
  await reprice(450)
  expect(pricesOf(await cartOf(shop, asha))[0]).toEqual([450, 475])
})

test('[D22] other options are agreed to as they are chosen; a change of quantity agrees to nothing', async () => {
  const [line] = (await cartOf(shop, asha)).items
  const update = (body: object) => shop.call<Cart>('PUT', '/api/cart/update', { as: asha, body: { itemId: line?._id, ...body } })
  expect(pricesOf((await update({ quantity: 3 })).body)[0]).toEqual([450, 475])
  expect(pricesOf((await update({ size: '2 kg' })).body)[0]).toEqual([900, null])
})

test('[F40] an order of lines whose price nobody agreed to is refused only when the total is not what was seen', async () => {
  await reprice(500)
  const items = [{ productId: cake._id, quantity: 1 }]
  expect((await order(shop, asha, items, { totalPrice: 500 })).body.code).toBe('price.changed')
  expect((await order(shop, asha, items, { totalPrice: 550 })).status).toBe(201)
})

test('a cart is kept for 60 days after the last time that its owner touched it', async () => {
  const ravi = await shop.person('Ravi')
  await addToCart(shop, ravi, { productId: cake._id })
  const age = (days: number) =>
    shop.sql(`update carts set updated_at = now() - $2 * interval '1 day' where account_id = $1`, [ravi.id, days])
  await age(59.9)
  expect(await pruneCarts(shop.deps.db)).toBe(0)
  expect((await cartOf(shop, ravi)).items).toHaveLength(1)
  await age(60.1)
  expect(await Promise.all([pruneCarts(shop.deps.db), pruneCarts(shop.deps.db)])).toContain(1)
  const pruned = await cartOf(shop, ravi)
  expect(pruned).toMatchObject({ items: [], version: 2 })
  expect((await newsOf(shop, `cart:${ravi.id}`)).at(-1)).toMatchObject({ rev: 2, data: { items: [] } })
  expect(await pruneCarts(shop.deps.db)).toBe(0)
})
