import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, countOf, newsOf, placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import { Cart } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let truffle: Product
let people = 0
const newcomer = () => shop.person(`Asha ${String.fromCharCode(97 + (people++ % 26))}`)
const flavors = [
  { name: 'Vanilla', priceMultiplier: 1 },
  { name: 'Chocolate', priceMultiplier: 1.15 },
]
const designs = [{ name: 'Photo on top', charge: 250 }]
const extras = [
  { name: 'Candles', charge: 60 },
  { name: 'Knife', charge: 20.5 },
]
const sizes = [
  { name: '1 kg', servings: '8', priceMultiplier: 1 },
  { name: '2 kg', servings: '16', priceMultiplier: 1.3 },
]
const eggOptions = [
  { name: 'Egg', priceMultiplier: 1 },
  { name: 'Eggless', priceMultiplier: 1.1 },
]

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle', basePrice: 450, flavors, sizes, eggOptions, designs, extras })
})
afterAll(() => shop[Symbol.asyncDispose]())

const put = (as: Person, body: Record<string, unknown>) => shop.call<Cart & { code: string }>('PUT', '/api/cart/update', { as, body })
const remove = (as: Person, body: Record<string, unknown>) => shop.call<Cart & { code: string }>('DELETE', '/api/cart/remove', { as, body })

test('a line has the product’s first options when none are named, and the server’s price', async () => {
  const asha = await newcomer()
  const { status, body } = await addToCart(shop, asha, { productId: truffle._id })
  expect(status).toBe(200)
  expect(Cart.parse(body)).toEqual(body)
  expect(body.items).toMatchObject([
    {
      name: 'Truffle',
      quantity: 1,
      flavor: 'Vanilla',
      size: '1 kg',
      eggOption: 'Egg',
      message: '',
      price: 450,
      subtotal: 450,
      state: 'ready',
    },
  ])
  expect(body).toMatchObject({ version: 1, subtotal: 450, deliveryFee: 50, totalPrice: 500 })
})

test('[D06] every option counts in the price, rounded once', async () => {
  const asha = await newcomer()
  const { body } = await addToCart(shop, asha, {
    productId: truffle._id,
    quantity: 3,
    flavor: 'Chocolate',
    size: '2 kg',
    eggOption: 'Eggless',
  })
  expect(body.items).toMatchObject([{ price: 740.03, subtotal: 2220.09 }])
  expect(body).toMatchObject({ subtotal: 2220.09, deliveryFee: 0, totalPrice: 2220.09 })
})

test('[D06] a design and extras add their charges; the same extras in another order are the same cake', async () => {
  const asha = await newcomer()
  const cake = { productId: truffle._id, flavor: 'Chocolate', size: '2 kg', eggOption: 'Eggless', design: 'Photo on top' }
  await addToCart(shop, asha, { ...cake, extras: ['Knife', 'Candles'] })
  const { body } = await addToCart(shop, asha, { ...cake, extras: ['Candles', 'Knife', 'Candles'] })
  expect(body.items).toMatchObject([
    { quantity: 2, design: 'Photo on top', extras: ['Candles', 'Knife'], price: 1070.53, subtotal: 2141.06 },
  ])
  const plain = await put(asha, { itemIndex: 0, design: '', extras: [] })
  expect(plain.body.items).toMatchObject([{ design: '', extras: [], price: 740.03, flavor: 'Chocolate' }])
})

test('[D05] an option that cannot be had now is refused by name, and shown on the lines that have it until it is back', async () => {
  const manager = await shop.person('Manager', 'manager')
  const cake = await shop.product({ basePrice: 200, flavors, extras })
  const asha = await newcomer()
  const body = { productId: cake._id, flavor: 'Chocolate', extras: ['Candles'] }
  await addToCart(shop, asha, body)
  const set = (change: object) => shop.call('PATCH', `/api/products/${cake._id}`, { as: manager, body: change })
  const paused = [flavors[0], { ...flavors[1], available: false }]
  await set({ flavors: paused })
  expect((await cartOf(shop, asha)).items).toMatchObject([{ state: 'option-unavailable' }])
  expect((await cartOf(shop, asha)).totalPrice).toBe(0)
  const refused = { status: 422, body: { code: 'option.unavailable', option: 'flavor', name: 'Chocolate', productId: cake._id } }
  expect(await addToCart(shop, asha, body)).toMatchObject(refused)
  expect(await put(asha, { itemIndex: 0, flavor: 'Chocolate' })).toMatchObject(refused)
  const order = { items: [{ ...body, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' }
  expect(await shop.call('POST', '/api/orders', { as: asha, body: order })).toMatchObject(refused)
  await set({ flavors, extras: [{ ...extras[0], available: false }] })
  expect(await shop.call('POST', '/api/orders', { as: asha, body: order })).toMatchObject({
    status: 422,
    body: { code: 'option.unavailable', option: 'extras', name: 'Candles', line: 0 },
  })
  await set({ extras })
  expect((await cartOf(shop, asha)).items).toMatchObject([{ state: 'ready' }])
  // What is left out is never what cannot be had.
  await set({ flavors: [{ ...flavors[0], available: false }, flavors[1]] })
  expect((await addToCart(shop, await newcomer(), { productId: cake._id })).body.items).toMatchObject([{ flavor: 'Chocolate' }])
})

test('the same cake again adds to its line, up to 99; another message is another line', async () => {
  const asha = await newcomer()
  await addToCart(shop, asha, { productId: truffle._id, quantity: 60 })
  await addToCart(shop, asha, { productId: truffle._id, quantity: 60, flavor: 'Vanilla' })
  const { body } = await addToCart(shop, asha, { productId: truffle._id, message: 'Happy birthday' })
  expect(body.items.map(({ quantity, message }) => [quantity, message])).toEqual([
    [99, ''],
    [1, 'Happy birthday'],
  ])
})

test('a line is changed and taken out by its id, or by its place as the seed’s app did', async () => {
  const asha = await newcomer()
  await addToCart(shop, asha, { productId: truffle._id })
  const first = (await addToCart(shop, asha, { productId: truffle._id, size: '2 kg' })).body.items[0]
  const changed = (await put(asha, { itemId: first?._id, quantity: 4, flavor: 'Chocolate' })).body
  expect(changed.items.map(({ quantity, flavor, size }) => [quantity, flavor, size])).toEqual([
    [4, 'Chocolate', '1 kg'],
    [1, 'Vanilla', '2 kg'],
  ])
  expect((await put(asha, { itemIndex: 1, quantity: 7 })).body.items.map(({ quantity }) => quantity)).toEqual([4, 7])
  expect((await remove(asha, { itemIndex: 0 })).body.items.map(({ quantity }) => quantity)).toEqual([7])
  expect((await remove(asha, { itemId: first?._id })).body.code).toBe('line.not-found')
  const cleared = await shop.call<Cart>('DELETE', '/api/cart/clear', { as: asha })
  expect(cleared.body).toMatchObject({ items: [], totalPrice: 0, deliveryFee: 0 })
  expect(cleared.body.version).toBeGreaterThan(changed.version)
})

test('a line that becomes the same as another joins it', async () => {
  const asha = await newcomer()
  await addToCart(shop, asha, { productId: truffle._id, quantity: 2 })
  await addToCart(shop, asha, { productId: truffle._id, quantity: 3, size: '2 kg' })
  const { body } = await put(asha, { itemIndex: 1, size: '1 kg' })
  expect(body.items).toMatchObject([{ quantity: 5, size: '1 kg' }])
})

test('[D03] a quantity is a whole number from 1 to 99', async () => {
  const asha = await newcomer()
  for (const quantity of [0, -1, 1.5, '2', 1e9, null, true, [1], 100]) {
    expect((await addToCart(shop, asha, { productId: truffle._id, quantity })).status, JSON.stringify(quantity)).toBe(400)
  }
  expect((await cartOf(shop, asha)).items).toEqual([])
})

test('a cake sent again under its key is put in once, also by both at once, and with another choice is refused', async () => {
  const asha = await newcomer()
  const headers = { 'idempotency-key': 'one press' }
  const send = (more = {}) =>
    shop.call<Cart & { code: string }>('POST', '/api/cart/add', { as: asha, body: { productId: truffle._id, ...more }, headers })
  const answers = [...(await Promise.all([send(), send()])), await send()]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await cartOf(shop, asha)).toMatchObject({ version: 1, items: [{ quantity: 1 }] })
  expect(await send({ quantity: 2 })).toMatchObject({ status: 422, body: { code: 'key.reused' } })
  await addToCart(shop, asha, { productId: truffle._id })
  expect((await cartOf(shop, asha)).items).toMatchObject([{ quantity: 2 }])
})

test('[D02] a cart takes no price, name or sum from its client', async () => {
  const asha = await newcomer()
  for (const key of ['price', 'subtotal', 'name', 'image', '_id', '$set', '__proto__', 'accountId']) {
    const raw = `{"productId":"${truffle._id}","${key}":1}`
    const { status } = await shop.call('POST', '/api/cart/add', { as: asha, raw })
    expect(status, key).toBe(400)
  }
})

test('[D05] what is not on offer, or not an option of it, does not get into a cart', async () => {
  const asha = await newcomer()
  const hidden = await shop.product({ available: false })
  for (const productId of [hidden._id, 'f'.repeat(24)]) {
    expect(await addToCart(shop, asha, { productId })).toMatchObject({ status: 422, body: { code: 'product.unavailable' } })
  }
  for (const [option, name] of [
    ['flavor', 'Mango'],
    ['size', 'Vanilla'],
    ['eggOption', 'egg'],
  ] as const) {
    expect(await addToCart(shop, asha, { productId: truffle._id, [option]: name })).toMatchObject({
      status: 422,
      body: { code: 'option.unknown', option },
    })
  }
})

test('nobody’s cart is empty, and looking at it makes nobody a guest', async () => {
  const before = await countOf(shop, 'accounts')
  const { status, body, headers } = await shop.call<Cart>('GET', '/api/cart')
  expect(status).toBe(200)
  expect(body).toEqual({ _id: '0'.repeat(24), version: 0, items: [], subtotal: 0, deliveryFee: 0, totalPrice: 0 })
  expect(headers['cakewire-cursor']).toBeTypeOf('string')
  expect((await shop.call('DELETE', '/api/cart/clear')).status).toBe(200)
  expect((await shop.call('PUT', '/api/cart/update', { body: { itemIndex: 0, quantity: 1 } })).status).toBe(404)
  expect((await shop.call('DELETE', '/api/cart/remove', { body: { itemIndex: 0 } })).status).toBe(404)
  expect(await countOf(shop, 'accounts')).toBe(before)
})

test('the first cake makes a guest, who finds it again by cookie', async () => {
  const { status, headers } = await shop.call('POST', '/api/cart/add', { body: { productId: truffle._id }, headers: { origin: shop.url } })
  expect(status).toBe(200)
  const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
  const again = await shop.call<Cart>('GET', '/api/cart', { headers: { cookie } })
  expect(again.body.items).toMatchObject([{ name: 'Truffle', quantity: 1 }])
})

test('[C05] a line of somebody else’s cart is no line of mine', async () => {
  const [asha, bela] = [await newcomer(), await newcomer()]
  const theirs = (await addToCart(shop, asha, { productId: truffle._id })).body.items[0]?._id
  await addToCart(shop, bela, { productId: truffle._id, size: '2 kg' })
  expect(await put(bela, { itemId: theirs, quantity: 9 })).toMatchObject({ status: 404, body: { code: 'line.not-found' } })
  expect(await remove(bela, { itemId: theirs })).toMatchObject({ status: 404 })
  expect((await cartOf(shop, asha)).items).toMatchObject([{ quantity: 1 }])
})

test('every write is told to its owner’s screens, and to nobody else', async () => {
  const asha = await newcomer()
  const [phone, laptop, stranger] = [await shop.screen(asha), await shop.screen(asha), await shop.screen(await newcomer())]
  const { body } = await addToCart(shop, asha, { productId: truffle._id })
  for (const screen of [phone, laptop]) {
    await until('the cart is on the screen', () => screen.applied.some(({ type }) => type === 'cart_updated'))
    expect(screen.data(`cart:${asha.id}`)).toEqual(body)
  }
  const after = (await put(asha, { itemIndex: 0, quantity: 5 })).body
  await until('the change is on the screen', () => (phone.data<Cart>(`cart:${asha.id}`)?.version ?? 0) === after.version)
  expect(phone.data(`cart:${asha.id}`)).toEqual(after)
  const news = await newsOf(shop, `cart:${asha.id}`)
  expect(news.map(({ audience, rev }) => [audience, rev])).toEqual([
    [`user:${asha.id}`, 1],
    [`user:${asha.id}`, 2],
  ])
  for (const { data } of news) expect(Cart.parse(data)).toEqual(data)
  expect(stranger.applied).toEqual([])
})

test('[F42] two tabs that add at once lose nothing', async () => {
  const asha = await newcomer()
  const messages = Array.from({ length: 12 }, (_, i) => `Line ${i}`)
  const answers = await Promise.all([...messages, ...messages].map((message) => addToCart(shop, asha, { productId: truffle._id, message })))
  expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200))
  const { items, version } = await cartOf(shop, asha)
  expect(items.map(({ message, quantity }) => `${message} × ${quantity}`).sort()).toEqual(
    messages.map((message) => `${message} × 2`).sort(),
  )
  expect(version).toBe(24)
})

test('[C24] what leaves the catalogue stays in carts, flagged and uncounted; what was ordered stays as it was', async () => {
  const asha = await newcomer()
  const manager = await shop.person('Manager', 'manager')
  const leaving = await shop.product({ name: 'Leaving', basePrice: 300, flavors })
  await addToCart(shop, asha, { productId: truffle._id })
  await addToCart(shop, asha, { productId: leaving._id })
  const bought = await placed(shop, await newcomer(), [{ productId: leaving._id, quantity: 1 }])
  expect((await shop.call('DELETE', `/api/products/${leaving._id}`, { as: manager })).status).toBe(200)
  const cart = await cartOf(shop, asha)
  expect(cart.items.map(({ name, state }) => [name, state])).toEqual([
    ['Truffle', 'ready'],
    ['Leaving', 'gone'],
  ])
  expect(cart.totalPrice).toBe(500)
  const refused = await shop.call<{ code: string }>('POST', '/api/orders', {
    as: asha,
    body: { items: [{ productId: leaving._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' },
  })
  expect(refused).toMatchObject({ status: 422, body: { code: 'product.unavailable', line: 0, productId: leaving._id } })
  const kept = await shop.call<{ items: unknown }>('GET', `/api/orders/${bought._id}`, { as: manager })
  expect(kept.body.items).toEqual(bought.items)
  expect(bought.items).toMatchObject([{ name: 'Leaving', price: 300, flavor: 'Vanilla' }])
})

test('a line tells that its option is gone, or that less is left than it holds', async () => {
  const asha = await newcomer()
  const manager = await shop.person('Manager', 'manager')
  const cake = await shop.product({ basePrice: 200, flavors, stock: 3 })
  await addToCart(shop, asha, { productId: cake._id, quantity: 2, flavor: 'Vanilla' })
  await addToCart(shop, asha, { productId: cake._id, quantity: 2, flavor: 'Chocolate' })
  // Together they want four of three: the first in line has its two.
  expect((await cartOf(shop, asha)).items.map(({ state }) => state)).toEqual(['ready', 'short'])
  expect((await cartOf(shop, asha)).subtotal).toBe(400)
  const patch = { flavors: [flavors[1]] }
  expect((await shop.call('PATCH', `/api/products/${cake._id}`, { as: manager, body: patch })).status).toBe(200)
  expect((await cartOf(shop, asha)).items.map(({ state }) => state)).toEqual(['option-gone', 'ready'])
  expect((await put(asha, { itemIndex: 0, size: '9 kg' })).body.code).toBe('option.unknown')
  expect((await put(asha, { itemIndex: 0, flavor: 'Chocolate', quantity: 1 })).body.items).toMatchObject([{ quantity: 3, state: 'ready' }])
})

test('a cart has at most fifty lines, and a line no more than the shop deals in', async () => {
  const asha = await newcomer()
  for (let i = 0; i < 50; i++) await addToCart(shop, asha, { productId: truffle._id, message: `${i}` })
  expect((await addToCart(shop, asha, { productId: truffle._id, message: 'one more' })).body.code).toBe('order.too-large')
  expect((await cartOf(shop, asha)).items).toHaveLength(50)
  const palace = await shop.product({ basePrice: 9_000_000 })
  expect((await addToCart(shop, await newcomer(), { productId: palace._id, quantity: 2 })).body.code).toBe('order.too-large')
})

test('a cart whose product became too dear for the shop can still be read', async () => {
  const asha = await newcomer()
  const manager = await shop.person('Manager', 'manager')
  const palace = await shop.product({ basePrice: 100 })
  await addToCart(shop, asha, { productId: palace._id, quantity: 99 })
  await shop.call('PATCH', `/api/products/${palace._id}`, { as: manager, body: { basePrice: 10_000_000 } })
  expect(await cartOf(shop, asha)).toMatchObject({ totalPrice: 0, items: [{ state: 'gone', price: 0 }] })
})
