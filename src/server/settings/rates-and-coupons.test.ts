import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import type { Coupon } from '../../contract/coupon.ts'
import type { Order } from '../../contract/order.ts'
import type { TaxRateAnswer } from '../../contract/shop.ts'

type Refused = { code: string; current?: Coupon; issues?: { path: string }[] }
let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const call = <T>(method: string, path: string, body?: object) =>
  shop.call<T & Refused>(method, `/api/admin${path}`, { as: owner, ...(body && { body }) })

/** An order taxed by a code on a moment; placing has its own tests. */
async function taxed(hsn: string, at: string): Promise<void> {
  const cake = await shop.product()
  const body = { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '14, 3rd Cross', phone: '+919876543210' }
  const { _id } = (await shop.call<Order>('POST', '/api/orders', { as: owner, body })).body
  await shop.sql('update orders set created_at = $2 where id = $1', [_id, at])
  await shop.sql('update order_items set hsn = $2, tax_rate = 500 where order_id = $1', [_id, hsn])
}

test('a rate holds from a day on; it can be changed and removed until orders were taxed by it', async () => {
  const set = (rate: number, since = '2031-01-01') => call('POST', '/tax-rates', { hsn: '2105', since, rate })
  const rates = async () => (await call<TaxRateAnswer[]>('GET', '/tax-rates')).body.filter(({ hsn }) => hsn === '2105')
  expect((await set(18)).status).toBe(200)
  expect((await set(12.5)).status).toBe(200)
  expect(await rates()).toEqual([{ hsn: '2105', since: '2031-01-01', rate: 12.5, used: false }])
  // Half an hour after midnight in Kolkata; in London it is still the day before.
  await taxed('2105', '2030-12-31T19:00:00Z')
  expect(await rates()).toMatchObject([{ used: true }])
  for (const refused of [await set(5), await set(5, '2030-06-01'), await call('DELETE', '/tax-rates/2105/2031-01-01')])
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'tax.used' })
  // The future is open.
  expect((await set(5, '2031-01-02')).status).toBe(200)
  expect((await call('DELETE', '/tax-rates/2105/2031-01-02')).status).toBe(200)
  expect((await call('DELETE', '/tax-rates/2105/2031-01-02')).status).toBe(404)
})

test('an order of the day before a rate does not fix it', async () => {
  await call('POST', '/tax-rates', { hsn: '1806', since: '2031-01-01', rate: 5 })
  await taxed('1806', '2030-12-31T18:00:00Z')
  expect((await call('DELETE', '/tax-rates/1806/2031-01-01')).status).toBe(200)
})

test.each([
  { hsn: '19', since: '2031-01-01', rate: 5 },
  { hsn: '1905', since: '2031-02-30', rate: 5 },
  { hsn: '1905', since: '2031-01-01', rate: 100.5 },
  { hsn: '1905', since: '2031-01-01', rate: 5.555 },
])('%j is no rate', async (rate) => {
  expect((await call('POST', '/tax-rates', rate)).status).toBe(400)
})

test('a coupon is written as people type it, and a code belongs to one', async () => {
  const made = await call<Coupon>('POST', '/coupons', { code: ' diwali 20 ', kind: 'percent', value: 12.5, maxDiscount: 200, most: 100 })
  expect(made.body).toMatchObject({ code: 'DIWALI20', value: 12.5, maxDiscount: 200, most: 100, mostEach: null, used: 0, active: true })
  const again = await call('POST', '/coupons', { code: 'Diwali20', kind: 'amount', value: 50 })
  expect({ status: again.status, code: again.body.code, path: again.body.issues?.[0]?.path }).toEqual({
    status: 409,
    code: 'coupon.code-taken',
    path: 'body/code',
  })
  const other = (await call<Coupon>('POST', '/coupons', { code: 'HOLI', kind: 'free-delivery', value: 0 })).body
  expect((await call('PUT', `/coupons/${other._id}`, { code: 'DIWALI20', kind: 'free-delivery', value: 0 })).body.code).toBe(
    'coupon.code-taken',
  )
})

test('[D18] what orders counted on a coupon is never lost by an edit, and an edit from an older version is refused', async () => {
  const { _id } = (await call<Coupon>('POST', '/coupons', { code: 'WEDDING', kind: 'amount', value: 150.5, most: 5 })).body
  const edits = [1, 2, 3].map((n) => call('PUT', `/coupons/${_id}`, { code: 'WEDDING', kind: 'amount', value: 150 + n, most: 5 }))
  const uses = [1, 2, 3].map(() => shop.sql('update coupons set used = used + 1 where id = $1', [_id]))
  await Promise.all([...edits, ...uses])
  const found = (await call<Coupon[]>('GET', '/coupons')).body.find((coupon) => coupon._id === _id)
  expect(found).toMatchObject({ used: 3, version: 4 })
  const late = await call('PUT', `/coupons/${_id}`, { code: 'WEDDING', kind: 'amount', value: 9, version: 1 })
  expect(late).toMatchObject({ status: 409, body: { code: 'settings.changed', current: { used: 3, version: 4 } } })
  const off = await call<Coupon>('PUT', `/coupons/${_id}`, { code: 'WEDDING', kind: 'amount', value: 9, active: false, version: 4 })
  expect(off.body).toMatchObject({ active: false, used: 3 })
})

test.each([
  [{ kind: 'percent', value: 101 }, 'body/value'],
  [{ kind: 'amount', value: 0 }, 'body/value'],
  [{ kind: 'free-delivery', value: 5 }, 'body/value'],
  [{ kind: 'amount', value: 5, startsAt: '2031-01-02T00:00:00Z', endsAt: '2031-01-01T00:00:00Z' }, 'body/endsAt'],
  [{ kind: 'amount', value: 5, code: 'A B' }, 'body/code'],
])('a coupon with %j is refused at its field', async (fields, path) => {
  const answer = await call('POST', '/coupons', { code: 'ODD', ...fields })
  expect({ status: answer.status, path: answer.body.issues?.[0]?.path }).toEqual({ status: 400, path })
})
