import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, countOf, newsOf, order, placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import { AdminOrder, Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let manager: Person

beforeAll(async () => {
  shop = await boot()
  const flavors = [
    { name: 'Vanilla', priceMultiplier: 1 },
    { name: 'Chocolate', priceMultiplier: 1.15 },
  ]
  const sizes = [{ name: '1 kg', priceMultiplier: 1.3 }]
  const extras = [{ name: 'Candles', charge: 60 }]
  truffle = await shop.product({
    name: 'Truffle',
    basePrice: 450,
    flavors,
    sizes,
    designs: [{ name: 'Photo on top', charge: 250 }],
    extras,
  })
  asha = await shop.person('Asha')
  manager = await shop.person('Manager', 'manager')
})
afterAll(() => shop[Symbol.asyncDispose]())

const one = () => [{ productId: truffle._id, quantity: 1 }]

test('[D06] a design and extras are ordered with their charges, and kept with the order', async () => {
  const items = [{ productId: truffle._id, quantity: 2, design: 'Photo on top', extras: ['Candles'] }]
  const answer = await order(shop, await shop.person('Bela'), items, { totalPrice: 1790 })
  expect(answer.body.items, answer.text).toMatchObject([{ design: 'Photo on top', extras: ['Candles'], price: 895, subtotal: 1790 }])
  const kept = await shop.call<{ items: unknown }>('GET', `/api/orders/${answer.body._id}`, { as: manager })
  expect(kept.body.items).toEqual(answer.body.items)
})

test('what is in the cart is ordered at the price that was shown, and is seen as it was answered', async () => {
  const cart = (await addToCart(shop, asha, { productId: truffle._id, quantity: 2, flavor: 'Chocolate', message: 'For माँ 🎂' })).body
  const items = cart.items.map(({ productId, quantity, flavor, size, message }) => ({ productId, quantity, flavor, size, message }))
  const answer = await order(shop, asha, items, { totalPrice: cart.totalPrice, notes: 'Ring twice' })
  expect(answer.status, answer.text).toBe(201)
  expect(Order.parse(answer.body)).toEqual(answer.body)
  expect(answer.headers.location).toBe(`/api/orders/${answer.body._id}`)
  expect(answer.body).toMatchObject({
    userId: asha.id,
    status: 'pending',
    version: 1,
    phone: '+919830012345',
    items: [
      {
        name: 'Truffle',
        quantity: 2,
        flavor: 'Chocolate',
        size: '1 kg',
        eggOption: '',
        message: 'For माँ 🎂',
        price: 672.75,
        subtotal: 1345.5,
      },
    ],
    subtotal: 1345.5,
    discount: 0,
    deliveryFee: 0,
    tax: 0,
    totalPrice: 1345.5,
    history: [{ status: 'pending', at: answer.body.createdAt }],
  })
  expect(answer.body.number).toMatch(/^CW-\d{4}$/)
  expect((await shop.call('GET', `/api/orders/${answer.body._id}`, { as: asha })).text).toBe(answer.text)
  expect((await cartOf(shop, asha)).items).toEqual([])
})

test('[D01] a total from the client is only compared: the server’s is charged, or nothing', async () => {
  const before = await countOf(shop, 'orders')
  for (const totalPrice of [1, 0, 634.99]) {
    const { status, body } = await order(shop, asha, one(), { totalPrice })
    expect(status, String(totalPrice)).toBe(409)
    expect(body).toMatchObject({
      code: 'price.changed',
      quote: { subtotal: 585, deliveryFee: 0, totalPrice: 585, items: [{ price: 585 }] },
    })
  }
  for (const wrong of ['-5', 'NaN', '1e309', '"585"', 'null', '585.001']) {
    const raw = `{"items":[{"productId":"${truffle._id}","quantity":1}],"totalPrice":${wrong},"shippingAddress":"12 Park Street","phone":"9830012345"}`
    expect((await shop.call('POST', '/api/orders', { as: asha, raw })).status, wrong).toBe(400)
  }
  expect(await countOf(shop, 'orders')).toBe(before)
  expect((await order(shop, asha, one(), { totalPrice: 585 })).body.totalPrice).toBe(585)
  expect((await order(shop, asha, one())).body.totalPrice).toBe(585)
})

test('[D02] a line that brings its own price, sum or name is refused', async () => {
  for (const key of ['price', 'subtotal', 'name', 'image', 'total', '$set', 'constructor']) {
    const { status, body } = await order(shop, asha, [{ productId: truffle._id, quantity: 1, [key]: 1 }])
    expect(status, key).toBe(400)
    expect(body.code).toBe('request.invalid')
  }
  for (const key of [
    'userId',
    'status',
    'subtotal',
    'discount',
    'deliveryFee',
    'tax',
    '_id',
    'number',
    'version',
    'cartId',
    'couponCode',
  ]) {
    expect((await order(shop, asha, one(), { [key]: 1 })).status, key).toBe(400)
  }
})

test('[D03] a quantity is a whole number from 1 to 99', async () => {
  for (const quantity of [0, -1, 1.5, '2', 1e9, null, undefined, {}]) {
    expect((await order(shop, asha, [{ productId: truffle._id, quantity }])).status, JSON.stringify(quantity)).toBe(400)
  }
})

test('[D04] the items are a list of 1 to 50 lines', async () => {
  for (const items of ['abc', { length: 1 }, null, [null], [['x']], Array(51).fill(one()[0]), 5]) {
    expect((await order(shop, asha, items)).status, JSON.stringify(items).slice(0, 40)).toBe(400)
  }
  expect((await order(shop, asha, Array(100_000).fill(1))).status).toBeOneOf([400, 413])
  const empty = await order(shop, asha, [])
  expect(empty.status).toBe(400)
  expect(empty.body).toMatchObject({ code: 'cart.empty', message: 'Cart is empty' })
})

test('an empty order makes nobody a guest', async () => {
  const before = await countOf(shop, 'accounts')
  expect((await order(shop, undefined, [])).body.code).toBe('cart.empty')
  expect((await order(shop, undefined, 'abc')).status).toBe(400)
  expect(await countOf(shop, 'accounts')).toBe(before)
})

test('[D05] only what is on offer, with options of its own, can be ordered; the line is named', async () => {
  const hidden = await shop.product({ available: false })
  for (const productId of [hidden._id, 'f'.repeat(24)]) {
    const { status, body } = await order(shop, asha, [...one(), { productId, quantity: 1 }])
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'product.unavailable', line: 1, productId } })
  }
  for (const [option, name] of [
    ['flavor', 'Mango'],
    ['flavor', 'chocolate'],
    ['size', 'Vanilla'],
    ['eggOption', 'Egg'],
  ] as const) {
    const { status, body } = await order(shop, asha, [{ productId: truffle._id, quantity: 1, [option]: name }])
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'option.unknown', line: 0, option } })
  }
})

test('[D08] two lines of one product need both their pieces', async () => {
  const last = await shop.product({ stock: 1 })
  const line = (message: string) => ({ productId: last._id, quantity: 1, message })
  const { status, body } = await order(shop, asha, [line('one'), line('two')])
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'stock.short', productId: last._id, left: 1 } })
  expect((await order(shop, asha, [line('one')])).status).toBe(201)
  expect((await order(shop, asha, [line('one')])).body.code).toBe('stock.short')
})

test('[D11] only what was ordered leaves the cart', async () => {
  const buyer = await shop.person('Bela')
  await addToCart(shop, buyer, { productId: truffle._id, quantity: 3 })
  await addToCart(shop, buyer, { productId: truffle._id, flavor: 'Chocolate' })
  await addToCart(shop, buyer, { productId: truffle._id, message: 'later' })
  await placed(shop, buyer, [
    { productId: truffle._id, quantity: 1 },
    { productId: truffle._id, quantity: 1, flavor: 'Vanilla', size: '1 kg' },
    { productId: truffle._id, quantity: 5, flavor: 'Chocolate' },
  ])
  const cart = await cartOf(shop, buyer)
  expect(cart.items.map(({ quantity, flavor, message }) => [quantity, flavor, message])).toEqual([
    [1, 'Vanilla', ''],
    [1, 'Vanilla', 'later'],
  ])
  expect((await newsOf(shop, `cart:${buyer.id}`)).at(-1)?.data).toEqual(cart)
})

test('[D11] what another tab puts in while the order is placed is still there', async () => {
  const buyer = await shop.person('Bela')
  for (let round = 0; round < 15; round++) {
    await addToCart(shop, buyer, { productId: truffle._id })
    const [answer] = await Promise.all([
      order(shop, buyer, one()),
      addToCart(shop, buyer, { productId: truffle._id, message: `round ${round}` }),
    ])
    expect(answer.status).toBe(201)
  }
  expect((await cartOf(shop, buyer)).items.map(({ message }) => message)).toEqual(Array.from({ length: 15 }, (_, i) => `round ${i}`))
})

test('[D22] [F40] a price edited on the way to the till is asked about again, never charged unseen', async () => {
  const cake = await shop.product({ basePrice: 600 })
  const items = [{ productId: cake._id, quantity: 1 }]
  await shop.call('PATCH', `/api/products/${cake._id}`, { as: manager, body: { basePrice: 650 } })
  const refused = await order(shop, asha, items, { totalPrice: 600, key: 'seen at 600' })
  expect(refused.body).toMatchObject({ code: 'price.changed', quote: { totalPrice: 650 } })
  expect((await order(shop, asha, items, { totalPrice: 650, key: 'seen at 600' })).body.totalPrice).toBe(650)
})

test('[B10] [B13] staff hear of an order with its buyer, the buyer without staff’s view, each once', async () => {
  const buyer = await shop.person('Chitra')
  const [desk, phone, other] = [await shop.classic(manager), await shop.classic(buyer), await shop.classic(await shop.person('Dev'))]
  const answer = await placed(shop, buyer, one())
  const heardBy = (client: typeof desk, event: string) => client.heard.filter((said) => said.event === event)
  await until('both heard', () => heardBy(desk, 'admin_notification').length > 0 && heardBy(phone, 'customer_notification').length > 0)
  const [told, ...again] = heardBy(desk, 'order_created')
  expect(again).toEqual([])
  const adminView = told?.payload.data as AdminOrder
  expect(AdminOrder.parse(adminView)).toEqual(adminView)
  expect(adminView.userId).toEqual({ _id: buyer.id, name: 'Chitra', email: buyer.email, phone: '' })
  expect(adminView).toEqual((await shop.call('GET', `/api/orders/${answer._id}`, { as: manager })).body)
  expect(heardBy(phone, 'order_created').map(({ payload }) => payload.data)).toEqual([answer])
  expect(heardBy(desk, 'admin_notification').map(({ payload }) => payload)).toMatchObject([
    { message: 'New order from Chitra', type: 'success', data: { orderId: answer._id } },
  ])
  expect(heardBy(phone, 'customer_notification').map(({ payload }) => payload)).toMatchObject([
    { message: 'Your order has been received!', type: 'success', data: { orderId: answer._id } },
  ])
  expect(other.heard).toEqual([])
})

test('[B10] a manager who buys hears of the order once, as staff', async () => {
  const client = await shop.classic(manager)
  const mine = await placed(shop, manager, one())
  await until('the notification came', () => client.heard.some(({ event }) => event === 'customer_notification'))
  expect(client.heard.filter(({ event }) => event === 'order_created').map(({ payload }) => payload.data)).toMatchObject([
    { _id: mine._id, userId: { _id: manager.id, name: 'Manager' } },
  ])
})

test('[B12] an order placed on the phone shows on the buyer’s other screens', async () => {
  const buyer = await shop.person('Esha')
  const laptop = await shop.screen(buyer)
  const mine = await placed(shop, buyer, one())
  await until('it is there', () => laptop.data(`order:${mine._id}`))
  expect(laptop.data(`order:${mine._id}`)).toEqual(mine)
})

test('[D14] what is committed is answered as success, and told, though telling fails', async () => {
  await using own = await boot()
  const [buyer, desk] = [await own.person('Asha'), await own.screen(await own.person('Manager', 'manager'))]
  const cake = await own.product({ stock: 5 })
  // The node can neither be woken by its own commits nor read what was committed.
  own.deps.db.onCommit(() => {
    throw Object.assign(new Error('nobody is told'), { code: '40001' })
  })
  await own.sql('revoke select on feed.entry from feed_app')
  const items = [{ productId: cake._id, quantity: 1 }]
  const first = await order(own, buyer, items, { key: 'once' })
  expect(first.status, first.text).toBe(201)
  expect((await order(own, buyer, items, { key: 'once' })).text).toBe(first.text)
  expect((await own.call('GET', `/api/orders/${first.body._id}`, { as: buyer })).text).toBe(first.text)
  expect(await own.sql('select stock from products where id = $1', [cake._id])).toEqual([{ stock: 4 }])
  await own.sql('grant select on feed.entry to feed_app')
  await until('the counter hears of it', () => desk.data(`order:${first.body._id}`))
})

test('[D14] a guest without a name can order, and staff see a guest', async () => {
  const { status, body, headers } = await order(shop, undefined, one())
  expect(status).toBe(201)
  const seen = (await shop.call<AdminOrder>('GET', `/api/orders/${body._id}`, { as: manager })).body
  expect(seen.userId).toMatchObject({ name: 'Guest', email: '' })
  const token = String(headers['cakewire-guest-token'])
  expect((await shop.call<Order[]>('GET', '/api/orders', { token })).body).toEqual([body])
})

test('[D10] wherever placing an order breaks off, there is neither order nor empty cart, nor news, nor a used key', async () => {
  const buyer = await shop.person('Falguni')
  const cake = await shop.product({ stock: 5 })
  await addToCart(shop, buyer, { productId: cake._id, quantity: 2 })
  const state = async () => [
    await shop.sql('select stock from products where id = $1', [cake._id]),
    await cartOf(shop, buyer),
    await Promise.all((['orders', 'notifications', 'feed.entry', 'idempotency_keys'] as const).map((table) => countOf(shop, table))),
  ]
  const before = await state()
  const steps = {
    'products before update': 'update on products',
    'orders after insert': 'insert on orders',
    'order_items after insert': 'insert on order_items',
    'order_history after insert': 'insert on order_history',
    'cart_items after delete': 'delete on cart_items',
    'carts after update': 'update on carts',
    'notifications after insert': 'insert on notifications',
    'idempotency_keys after update': 'update on idempotency_keys',
    'feed.shop after update': 'update on feed.shop',
    'feed.entry after insert': 'insert on feed.entry',
  }
  await shop.sql(`create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$`)
  for (const [step, event] of Object.entries(steps)) {
    const table = event.split(' ')[2]
    await shop.sql(`create trigger break_off after ${event} execute function break_off()`)
    const { status, body } = await order(shop, buyer, [{ productId: cake._id, quantity: 2 }], { key: 'again and again' })
    await shop.sql(`drop trigger break_off on ${table}`)
    expect(status, step).toBe(500)
    expect(body.code).toBe('server.error')
    expect(await state(), step).toEqual(before)
  }
  const { status } = await order(shop, buyer, [{ productId: cake._id, quantity: 2 }], { key: 'again and again' })
  expect(status).toBe(201)
  expect((await cartOf(shop, buyer)).items).toEqual([])
})

test('[D23] address, phone and notes are plain text within bounds', async () => {
  const wrong: [string, unknown][] = [
    ['shippingAddress', ''],
    ['shippingAddress', 'x'.repeat(401)],
    ['shippingAddress', 'x'.repeat(100_000)],
    ['shippingAddress', '12 Park\0 Street'],
    ['notes', '\u202egnp'],
    ['notes', 'x'.repeat(501)],
    ['phone', 'call me'],
    ['phone', '123'],
    ['paymentMethod', 'card'],
  ]
  for (const [field, value] of wrong) expect((await order(shop, asha, one(), { [field]: value })).status, field).toBe(400)
  const script = '<script>alert(1)</script>\r\nsecond line'
  expect((await order(shop, asha, one(), { notes: script })).body.notes).toBe('<script>alert(1)</script>\nsecond line')
  expect((await order(shop, asha, [{ ...one()[0], message: 'x'.repeat(41) }])).status).toBe(400)
  expect((await order(shop, asha, [{ ...one()[0], message: '👩‍🍳'.repeat(40) }])).status).toBe(201)
})

test('an order beyond what the shop deals in is refused', async () => {
  const palace = await shop.product({ basePrice: 6_000_000 })
  const { status, body } = await order(shop, asha, [{ productId: palace._id, quantity: 2 }])
  expect({ status, body }).toMatchObject({ status: 422, body: { code: 'order.too-large' } })
})
