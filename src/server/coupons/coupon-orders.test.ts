import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order } from '../../../test/support/buying.ts'
import { addCoupon, whatIsWrong } from '../../../test/support/delivery.ts'
import type { Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let cake: Product
let asha: Person
let ravi: Person

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ basePrice: 450 })
  asha = await shop.person('Asha')
  ravi = await shop.person('Ravi')
})
afterAll(() => shop[Symbol.asyncDispose]())

const buy = (coupon: string, as = asha, more = {}) => order(shop, as, [{ productId: cake._id, quantity: 1 }], { coupon, ...more })
const cancel = (as: Person, { _id }: Pick<Order, '_id'>) =>
  shop.call('PATCH', `/api/orders/${_id}/status`, { as, body: { status: 'cancelled' } })
const usedOf = async (code: string) => (await shop.sql<{ used: number }>('select used from coupons where code = $1', [code]))[0]?.used

test.each([
  ['percent', { kind: 'percent', value: 1250 }, 56.25, 50],
  ['capped percent', { kind: 'percent', value: 5000, max_discount: 10_000 }, 100, 50],
  ['amount', { kind: 'amount', value: 12_345 }, 123.45, 50],
  ['more than it costs', { kind: 'amount', value: 100_000 }, 450, 50],
  ['free delivery', { kind: 'free-delivery', value: 0 }, 0, 0],
])('a coupon takes off what it says: %s', async (what, columns, discount, deliveryFee) => {
  const code = what.toUpperCase().replaceAll(' ', '-')
  await addCoupon(shop.sql, code, columns)
  const { status, body, text } = await buy(` ${what.replaceAll(' ', '-')} `)
  expect(status, text).toBe(201)
  expect(body).toMatchObject({ coupon: code, discount, deliveryFee, totalPrice: 450 - discount + deliveryFee, items: [{ discount }] })
})

test('a coupon that does not hold is refused by what is wrong with it, and nothing is ordered', async () => {
  const [yesterday, tomorrow] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000))
  await addCoupon(shop.sql, 'EARLY', { starts_at: tomorrow })
  await addCoupon(shop.sql, 'LATE', { ends_at: yesterday })
  await addCoupon(shop.sql, 'OFF', { active: false })
  await addCoupon(shop.sql, 'BIG', { min_subtotal: 45_001 })
  await addCoupon(shop.sql, 'NONE', { most: 0 })
  await addCoupon(shop.sql, 'NOBODY', { most_each: 0 })
  const codes = {
    NOSUCH: 'unknown',
    EARLY: 'not-now',
    LATE: 'not-now',
    OFF: 'not-now',
    BIG: 'too-small',
    NONE: 'used-up',
    NOBODY: 'used-up',
  }
  for (const [code, why] of Object.entries(codes)) expect((await buy(code)).body.code, code).toBe(`coupon.${why}`)
  expect((await buy('BIG')).body).toMatchObject({ minSubtotal: 450.01 })
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('a person is an account and a phone number, however that is written; a cancelled order gives its use back', async () => {
  await addCoupon(shop.sql, 'ONCE', { most_each: 1 })
  const first = await buy('ONCE', asha, { phone: '+91 98300 11111' })
  expect(first.status, first.text).toBe(201)
  expect((await buy('ONCE', asha, { phone: '+919830022222' })).body.code).toBe('coupon.used-up')
  expect((await buy('ONCE', ravi, { phone: '09830011111' })).body.code).toBe('coupon.used-up')
  expect((await cancel(asha, first.body)).status).toBe(200)
  expect(await usedOf('ONCE')).toBe(0)
  const again = await buy('ONCE', ravi, { phone: '09830011111' })
  expect(again.status, again.text).toBe(201)
  expect((await shop.call<Order>('GET', `/api/orders/${first.body._id}`, { as: asha })).body.coupon).toBe('ONCE')
})

test('[F41] 200 who use a coupon at once use it as often as it may be used', async () => {
  await addCoupon(shop.sql, 'TWENTY', { most: 20 })
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => buy('TWENTY', i % 2 ? asha : ravi, { phone: `98300${10_000 + i}` })),
  )
  const statuses = answers.map(({ status, body }) => (status === 201 ? 201 : body.code))
  expect(statuses.filter((status) => status === 201)).toHaveLength(20)
  expect(new Set(statuses)).toEqual(new Set([201, 'coupon.used-up']))
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('[F41] of one person’s 20 orders at once, two may use a coupon for two', async () => {
  await addCoupon(shop.sql, 'TWICE', { most_each: 2 })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => buy('TWICE', asha, { phone: `98301${10_000 + i}` })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('[D20] cancelled 20 times at once, pieces, points and coupon come back once', async () => {
  await addCoupon(shop.sql, 'BACK')
  const scone = await shop.product({ stock: 5 })
  const placed = await order(shop, asha, [{ productId: scone._id, quantity: 2 }], { coupon: 'BACK' })
  expect(placed.status, placed.text).toBe(201)
  const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(asha, placed.body)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)])
  expect(await whatIsWrong(shop.sql, new Map([[scone._id, 5]]))).toEqual([])
  expect(await usedOf('BACK')).toBe(0)
  expect((await shop.sql('select stock from products where id = $1', [scone._id]))[0]).toEqual({ stock: 5 })
})
