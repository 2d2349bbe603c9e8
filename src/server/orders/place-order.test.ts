import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import type { Cart } from '../../contract/cart.ts'
import type { Order } from '../../contract/order.ts'

const door = { shippingAddress: '12 Park Street, Kolkata', phone: '+91 98300 12345' }

test('what is in the cart is ordered at the price that was shown', async () => {
  await using shop = await boot()
  const asha = await shop.person('Asha')
  const truffle = await shop.product({ basePrice: 450, sizes: [{ name: '1 kg', priceMultiplier: 1.3 }] })
  const cart = await shop.call<Cart>('POST', '/api/cart/add', { as: asha, body: { productId: truffle._id, quantity: 2 } })
  expect(cart.status, cart.text).toBe(200)
  expect(cart.body.totalPrice).toBe(1170)
  const placed = await shop.call<Order>('POST', '/api/orders', {
    as: asha,
    body: { items: [{ productId: truffle._id, quantity: 2 }], totalPrice: 1170, ...door },
    headers: { 'idempotency-key': 'one' },
  })
  expect(placed.status, placed.text).toBe(201)
  const got = await shop.call<Order>('GET', `/api/orders/${placed.body._id}`, { as: asha })
  expect(got.text).toBe(placed.text)
  expect((await shop.call<Cart>('GET', '/api/cart', { as: asha })).body.items).toEqual([])
  const list = await shop.call<Order[]>('GET', '/api/orders', { as: asha })
  expect(list.body).toEqual([placed.body])
})
