import { request } from 'node:http'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'

let shop: TestShop
let asha: Person
let ravi: Person
let owner: Person

beforeAll(async () => {
  shop = await boot()
  asha = await shop.person('Asha')
  ravi = await shop.person('Ravi')
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const placeOrder = async (buyer: Person): Promise<{ _id: string }> => {
  const product = await shop.product()
  const answer = await shop.call<{ _id: string }>('POST', '/api/orders', {
    as: buyer,
    body: { items: [{ productId: product._id, quantity: 1 }], shippingAddress: '12th Main, Indiranagar', phone: '+910000000101' },
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body
}

/** Everything that was committed until now has been handed to this node's sockets, and they had time to hear it. */
const settled = async () => {
  const probe = await shop.classic(owner)
  const product = await shop.product()
  await until('the probe hears of it', () => probe.heard.some(({ payload }) => (payload.data as { _id: string })._id === product._id))
  probe.socket.disconnect()
}

const PRIVATE = ['order_created', 'order_status_updated', 'admin_notification', 'customer_notification', 'cart_updated']
const privates = (heard: { event: string }[]) => heard.filter(({ event }) => PRIVATE.includes(event)).map(({ event }) => event)

test('[A01] whoever calls itself admin hears nothing of the shop', async () => {
  const nobody = await shop.classic()
  const customer = await shop.classic(asha)
  const staff = await shop.classic(owner)
  nobody.socket.emit('user_role', 'admin', owner.id)
  customer.socket.emit('user_role', 'admin', owner.id)
  await until('both are told no', () => [nobody, customer].every(({ heard }) => heard.some(({ event }) => event === 'access_denied')))
  await placeOrder(ravi)
  await until('staff hears of the order', () => staff.heard.some(({ event }) => event === 'order_created'))
  await settled()
  expect(privates(nobody.heard)).toEqual([])
  expect(privates(customer.heard)).toEqual([])
})

test("[A02] whoever names somebody else's id hears nothing of that person", async () => {
  const order = await placeOrder(ravi)
  const spy = await shop.classic(asha)
  spy.socket.emit('user_role', 'customer', ravi.id)
  const own = await shop.classic(ravi)
  own.socket.emit('user_role', 'customer', ravi.id)
  await shop.call('PATCH', `/api/orders/${order._id}/status`, { as: owner, body: { status: 'processing' } })
  await until('the buyer hears of it', () => own.heard.some(({ event }) => event === 'order_status_updated'))
  await settled()
  expect(privates(spy.heard)).toEqual([])
  expect(own.heard.some(({ event }) => event === 'access_denied')).toBe(false)
})

test('[A03] [A04] roles of any shape join nothing, end nothing, and cost the sender its connection when they flood', async () => {
  const rooms = () => shop.app.live.io.sockets.adapter.rooms.size
  const staff = await shop.classic(owner)
  const before = rooms()
  const shapes: unknown[][] = [
    [['admin', `user_${ravi.id}`], 'x'],
    ['admin', { toString: 1 }],
    [`user_${ravi.id}`, ravi.id],
    [staff.socket.id, staff.socket.id],
    [Array.from({ length: 1000 }, (_, i) => `room${i}`), 1],
    [['admin', ...Array.from({ length: 5000 }, (_, i) => `user_${i}`)], owner.id],
    [null, undefined],
    [{ __proto__: { admin: true } }, []],
    [],
    ['admin\n', 'x\nFAKE'],
    [Number.NaN, Number.POSITIVE_INFINITY],
  ]
  const askers = await Promise.all(
    shapes.map(async (shape) => {
      const asker = await shop.classic()
      for (let i = 0; i < 5; i++) asker.socket.emit('user_role', ...shape)
      await until('it is told no', () => asker.heard.some(({ event }) => event === 'access_denied'))
      return asker
    }),
  )
  const names = Array.from({ length: 100_000 }, (_, i) => (i % 2 === 0 ? `user_${i}` : `room${i}`))
  const whole = await shop.classic()
  whole.socket.emit('user_role', ['admin', ...names], owner.id)
  const inPieces = await shop.classic()
  for (let i = 0; i < names.length; i += 5000) inPieces.socket.emit('user_role', ['admin', ...names.slice(i, i + 5000)], owner.id)
  await until('too large a packet ends its connection', () => !whole.socket.connected)
  await until('the rest is told no', () => inPieces.heard.some(({ event }) => event === 'access_denied'))
  expect(rooms()).toBeLessThanOrEqual(before + askers.length + 1)
  await placeOrder(ravi)
  await until('staff hears of the order', () => staff.heard.some(({ event }) => event === 'order_created'))
  await settled()
  for (const { socket, heard } of [...askers, whole, inPieces]) {
    expect(privates(heard)).toEqual([])
    socket.disconnect()
  }
  const flood = await shop.classic()
  for (let i = 0; i < 10_000; i++) flood.socket.emit(`event${i}`, { i }, i)
  await until('the flood is cut', () => !flood.socket.connected)
  await until('nothing of them is left', () => rooms() === before)
  expect((await shop.call('GET', '/api/health')).status).toBe(200)
})

test('[A05] without a session a socket hears the public, with a wrong one it is refused by name', async () => {
  const product = await shop.product()
  const anonymous = await shop.classic()
  await shop.call('PATCH', `/api/products/${product._id}`, { as: owner, body: { basePrice: 460, version: product.version } })
  await until('it hears of the price', () => anonymous.heard.some(({ event }) => event === 'product_updated'))
  const other = await boot()
  const stranger = await other.person('Stranger')
  await other[Symbol.asyncDispose]()
  for (const token of ['garbage', 'x'.repeat(43), stranger.token]) {
    const socket = io(shop.url, { forceNew: true, transports: ['websocket'], reconnection: false, auth: { token } })
    const refused = await new Promise<Error & { data?: { code?: string } }>((resolve, reject) => {
      socket.once('connect_error', resolve)
      socket.once('connect', () => reject(new Error(`let in with ${token}`)))
    })
    expect(refused.data?.code).toMatch(/^auth\./)
  }
  await shop.sql(`update sessions set expires_at = now() - interval '1 second' where account_id = $1`, [(await shop.person('Late')).id])
})

test('[A06] a page of another origin is refused on WebSocket and polling alike', async () => {
  const { host, port } = new URL(shop.url)
  const origins = [
    'https://evil.example',
    'null',
    `http://${host}.evil.example`,
    `https://${host}`,
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://localhost:${port}`,
  ]
  for (const origin of origins) {
    expect([origin, await handshake({ origin }), await handshake({ origin }, true)]).toEqual([origin, 403, 403])
  }
  expect([await handshake({ origin: shop.url }), await handshake({ origin: shop.url }, true)]).toEqual([200, 101])
  expect([await handshake({}), await handshake({}, true)]).toEqual([200, 101])
})

/** The status that a raw Engine.IO handshake is answered with. */
function handshake(headers: Record<string, string>, upgrade = false): Promise<number> {
  return new Promise((resolve, reject) => {
    const ws = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    const sent = request(new URL(`/socket.io/?EIO=4&transport=${upgrade ? 'websocket' : 'polling'}`, shop.url), {
      headers: { ...headers, ...(upgrade ? ws : {}) },
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('[A07] [F10] logout, ban and demotion end the socket, and nothing committed later reaches it', async () => {
  const ends: [string, (staff: Person) => Promise<{ status: number }>][] = [
    ['logout', (staff) => shop.call('POST', '/api/auth/logout', { as: staff })],
    ['ban', (staff) => shop.call('PATCH', `/api/accounts/${staff.id}`, { as: owner, body: { banned: true } })],
    ['demotion', (staff) => shop.call('PATCH', `/api/accounts/${staff.id}`, { as: owner, body: { role: 'customer' } })],
  ]
  for (const [name, end] of ends) {
    const staff = await shop.person('Imran', 'staff', ['orders'])
    const { socket, heard } = await shop.classic(staff)
    socket.io.reconnection(false)
    expect((await end(staff)).status).toBeLessThan(300)
    const order = await placeOrder(ravi)
    await until(`${name} cuts the socket`, () => !socket.connected)
    await settled()
    expect([name, heard.filter(({ payload }) => JSON.stringify(payload).includes(order._id))]).toEqual([name, []])
  }
})

test('[A09] a hidden product is no news for the public, and no public payload carries a private field', async () => {
  const anonymous = await shop.classic()
  const hidden = await shop.product({ available: false, costPrice: 210, stock: 4 })
  await shop.call('PATCH', `/api/products/${hidden._id}`, { as: owner, body: { costPrice: 220, stock: 3, version: hidden.version } })
  const shown = await shop.product({ costPrice: 99 })
  await until('the shown one is heard of', () => anonymous.heard.some(({ payload }) => (payload.data as { _id: string })._id === shown._id))
  await settled()
  const public_ = anonymous.heard.map(({ payload }) => payload.data as Record<string, unknown>)
  expect(public_.filter(({ _id }) => _id === hidden._id)).toEqual([])
  for (const data of public_) expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['costPrice']))
  expect(JSON.stringify(public_)).not.toMatch(/costPrice|archived/)
})

test('[B10] an owner who buys hears once of her own order', async () => {
  const { heard } = await shop.classic(owner)
  const order = await placeOrder(owner)
  await shop.call('PATCH', `/api/orders/${order._id}/status`, { as: owner, body: { status: 'processing' } })
  await until('she hears of it', () => heard.some(({ event }) => event === 'order_status_updated'))
  await settled()
  const count = (wanted: string) =>
    heard.filter(({ event, payload }) => event === wanted && (payload.data as { _id: string })._id === order._id).length
  expect([count('order_created'), count('order_status_updated')]).toEqual([1, 1])
})
