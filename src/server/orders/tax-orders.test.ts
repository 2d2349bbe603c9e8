import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order } from '../../../test/support/buying.ts'
import { addCoupon } from '../../../test/support/delivery.ts'
import { Order, Quote } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let cake: Product
let candles: Product
let asha: Person

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ basePrice: 101 })
  candles = await shop.product({ basePrice: 60, hsn: '3406' })
  asha = await shop.person('Asha')
  await shop.sql(`update settings set gstin = '29AAAAA0000A1Z5', state_code = '29'`)
  await shop.sql(`insert into tax_rates (hsn, since, rate) values ('3406', '2026-01-01', 1800)`)
  await addCoupon(shop.sql, 'TEN', { kind: 'amount', value: 1000 })
})
afterAll(() => shop[Symbol.asyncDispose]())

const items = () => [cake, candles].map(({ _id: productId }) => ({ productId, quantity: 1 }))

test('[D06] an order keeps the tax that is inside each line and the delivery, after the discount, at the rates of its day', async () => {
  const { status, body, text } = await order(shop, asha, items(), { coupon: 'TEN', pincode: '560001' })
  expect(status, text).toBe(201)
  expect(Order.parse(body)).toEqual(body)
  // ₹10 off 101 + 60: 6.27 and 3.73. 5 % and 18 % inside what is left; the delivery at the higher.
  expect(body.items.map(({ discount, tax }) => [discount, tax])).toEqual([
    [6.27, { hsn: '1905', rate: 5, taxable: 90.21, cgst: 2.26, sgst: 2.26, igst: 0 }],
    [3.73, { hsn: '3406', rate: 18, taxable: 47.69, cgst: 4.29, sgst: 4.29, igst: 0 }],
  ])
  expect(body.deliveryTax).toEqual({ hsn: '3406', rate: 18, taxable: 42.38, cgst: 3.81, sgst: 3.81, igst: 0 })
  expect(body).toMatchObject({ subtotal: 161, discount: 10, deliveryFee: 50, tax: 0, taxIncluded: 20.72, totalPrice: 201 })
  expect((await shop.call('GET', `/api/orders/${body._id}`, { as: asha })).text).toBe(text)
})

test('[D06] what goes to another state is taxed as a whole, and the quote says the same as the order', async () => {
  const asked = { items: items(), pincode: '400001', coupon: 'TEN', phone: '9830012345' }
  const quoted = Quote.parse((await shop.call('POST', '/api/quote', { as: asha, body: asked })).body)
  const { body } = await order(shop, asha, items(), { pincode: '400001', coupon: 'TEN', totalPrice: quoted.totalPrice })
  expect(body.items.map(({ tax }) => tax?.igst)).toEqual([4.52, 8.58])
  expect(quoted).toMatchObject({
    taxIncluded: body.taxIncluded,
    deliveryTax: body.deliveryTax,
    discount: 10,
    problems: [],
    coupon: { code: 'TEN' },
  })
  expect(quoted.items.map(({ tax }) => tax)).toEqual(body.items.map(({ tax }) => tax))
  expect((await order(shop, asha, items(), { mode: 'pickup', pincode: '400001' })).body.items[0]?.tax?.igst).toBe(0)
})

test('a shop that is not registered keeps no tax, from the next order on', async () => {
  await shop.sql(`update settings set gstin = null`)
  const { body } = await order(shop, asha, items())
  expect(body).toMatchObject({ taxIncluded: 0, deliveryTax: null, items: [{ tax: null }, { tax: null }] })
})

test('recipient and pickup are kept as they were sent', async () => {
  const more = {
    recipient: { name: 'Leela', phone: '+91 98450 12345' },
    mode: 'pickup',
    shippingAddress: undefined,
  }
  const { status, body, text } = await order(shop, asha, items(), more)
  expect(status, text).toBe(201)
  expect(body).toMatchObject({
    recipient: { name: 'Leela', phone: '+919845012345' },
    mode: 'pickup',
    shippingAddress: '',
    deliveryFee: 0,
  })
})
