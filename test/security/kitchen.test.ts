import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../src/contract/order.ts'
import type { KitchenTicket } from '../../src/contract/ticket.ts'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { EAR_KINDS, listen } from '../support/ears.ts'
import { aPicture, upload } from '../support/pictures.ts'
import { registeredRoutes } from '../support/registered-routes.ts'
import { until } from '../support/until.ts'

const ADDRESS = '77 Quince House, Indiranagar'
const PHONE = '+919955199551'
const OTHER_PHONE = '+919944199441'
let shop: TestShop
let buyer: Person
let clerk: Person
let cook: Person
let photoId: string
let productId: string

beforeAll(async () => {
  shop = await boot()
  buyer = await shop.person('Asharani Kulkarni')
  clerk = await shop.person('Noor', 'staff', ['orders', 'kitchen'])
  cook = await shop.person('Imran', 'staff', ['kitchen'])
  productId = (await shop.product({ basePrice: 4321.07, extras: [{ name: 'Candles', charge: 31.5 }] }))._id
  photoId = (await upload(shop, await aPicture().jpeg().toBuffer(), { as: buyer, kind: 'reference' })).body._id
})
afterAll(() => shop[Symbol.asyncDispose]())

const buy = async (more: object = {}) => {
  const { status, body, text } = await shop.call<Order>('POST', '/api/orders', {
    as: buyer,
    body: {
      items: [{ productId, quantity: 3, extras: ['Candles'], message: 'Happy  5th Aarav' }],
      shippingAddress: ADDRESS,
      phone: PHONE,
      notes: 'No nuts',
      ...more,
    },
  })
  if (status !== 201) throw new Error(text)
  return body
}

/** What the kitchen must never meet; the price of the cake itself is everybody's. */
const secretsOf = ({ totalPrice, subtotal }: Order) => [
  ...[ADDRESS, 'Quince', PHONE, PHONE.slice(3), OTHER_PHONE, buyer.email, 'Kulkarni', 'Pillai'],
  ...[String(totalPrice), String(subtotal)],
]
const leaks = (text: string, order: Order) => secretsOf(order).filter((secret) => text.includes(secret))

/** Everything that a person is told of one order, from before it was placed until it is on the road: each channel's text. */
async function everythingTold(as: Person, recipient: object | undefined) {
  const { cursor } = (await shop.call<{ cursor: string }>('GET', '/api/feed', { as })).body
  const [screen, plain, stream] = [await shop.screen(as), await shop.classic(as), follow(as, cursor)]
  let feed = ''
  screen.socket.on('feed', (batch: unknown) => {
    feed += JSON.stringify(batch)
  })
  const order = await buy({ referencePhoto: photoId, ...(recipient && { recipient }) })
  const { _id } = order
  const said: Record<string, string> = {}
  const send = async (method: string, path: string, body: object) => {
    said[`${method} ${path} ${JSON.stringify(body)}`] = (await shop.call(method, `/api/orders/${_id}/${path}`, { as, body })).text
  }
  await send('PATCH', 'status', { status: 'shipped' })
  await send('PATCH', 'status', { status: 'processing', version: 1 })
  await send('PATCH', 'status', { status: 'shipped', version: 1 })
  await send('PUT', 'done', { line: 0, done: 2 })
  await send('PUT', 'done', { line: 0, done: 99 })
  await send('POST', 'printed', {})
  await send('PATCH', 'status', { status: 'shipped' })
  await send('POST', 'correct', { reason: 'Wrong ticket', version: 1 })
  await send('POST', 'correct', { reason: 'Wrong ticket' })
  await send('POST', 'cash', {})
  await send('POST', 'reorder', {})
  for (const route of registeredRoutes(shop.app.http)) {
    const [method, template = ''] = route.split(' ')
    if (method !== 'GET' || template.endsWith('/stream') || template.includes('*')) continue
    const path = template.replace(':id', _id).replace(':kind', 'invoice').replace(':name', `${photoId}-640.webp`)
    said[`GET ${path}`] = (await shop.call('GET', path, { as })).text
  }
  for (const page of ['/kitchen', '/admin', '/admin/orders', '/admin/inbox', `/admin/orders/${_id}/ticket`, `/orders/${_id}`, '/account'])
    for (const form of [page, `${page}.data`]) said[form] = (await shop.call('GET', form, { as })).text
  said['GET /api/feed?cursor'] = (await shop.call('GET', `/api/feed?cursor=${encodeURIComponent(cursor)}`, { as })).text
  await until('the sockets and the stream hear the last', () =>
    [feed, JSON.stringify(plain.heard), stream.text()].every((text) => text.includes('"kind":"correction"')),
  )
  said.feed = feed
  said.classic = JSON.stringify(plain.heard)
  said.stream = stream.text()
  stream.close()
  return { order, said }
}

function follow(as: Person, cursor: string) {
  let text = ''
  const sent = request(new URL(`/api/feed/stream?cursor=${encodeURIComponent(cursor)}`, shop.url), {
    headers: { authorization: `Bearer ${as.token}` },
    agent: false,
  })
  sent.on('response', (response) => {
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    response.on('error', () => undefined)
  })
  sent.on('error', () => undefined)
  sent.end()
  return { text: () => text, close: () => sent.destroy() }
}

test.each([
  ['the buyer', undefined, 'Asharani'],
  ['somebody else', { name: 'Ravindran Pillai', phone: OTHER_PHONE }, 'Ravindran'],
])(
  '[A13] the kitchen is told what to bake for %s, and no price, phone, address or e-mail, by whatever way',
  async (_who, recipient, firstName) => {
    const { order, said } = await everythingTold(cook, recipient)
    expect(Object.entries(said).flatMap(([where, text]) => leaks(text, order).map((secret) => `${where}: ${secret}`))).toEqual([])
    const { body } = await shop.call<KitchenTicket[]>('GET', '/api/kitchen/tickets?status=processing', { as: cook })
    expect(body.find(({ _id }) => _id === order._id)).toMatchObject({
      ...{ number: order.number, firstName, notes: 'No nuts', referencePhoto: photoId, status: 'processing', printedVersion: 3 },
      items: [{ quantity: 3, extras: ['Candles'], message: 'Happy  5th Aarav', done: 2 }],
    })
    // It is all there to be seen: the same ways tell it to the counter.
    const ways = ['feed', 'classic', 'stream', 'GET /api/feed?cursor', '/kitchen', '/kitchen.data', 'GET /api/kitchen/tickets']
    for (const way of ways) expect([way, said[way]?.includes('Happy  5th Aarav')]).toEqual([way, true])
    const atTheCounter = await everythingTold(clerk, recipient)
    for (const way of ['feed', 'classic', 'stream', 'GET /api/feed?cursor', '/kitchen', 'PATCH status {"status":"shipped","version":1}'])
      expect([way, leaks(atTheCounter.said[way] ?? '', atTheCounter.order).length > 3]).toEqual([way, true])
  },
)

test('[A13] the kitchen takes an order, sends it out and takes that back; it neither hands over nor cancels nor takes money', async () => {
  const { _id } = await buy()
  const move = (body: object) => shop.call<KitchenTicket & { code: string }>('PATCH', `/api/orders/${_id}/status`, { as: cook, body })
  const correct = () => shop.call<{ code: string }>('POST', `/api/orders/${_id}/correct`, { as: cook, body: { reason: 'Wrong ticket' } })
  for (const body of [
    { status: 'cancelled' },
    { status: 'delivered' },
    { status: 'processing', giveBack: true },
    { status: 'processing', cashTaken: true },
  ])
    expect([body, (await move(body)).body.code]).toEqual([body, 'access.denied'])
  expect((await move({ status: 'shipped' })).body.code).toBe('order.bad-move')
  expect((await move({ status: 'processing' })).body).toMatchObject({ status: 'processing', version: 2 })
  const late = (await move({ status: 'processing', version: 1 })).body as unknown as { code: string; current: object }
  expect(late).toMatchObject({ code: 'order.changed', current: { status: 'processing', firstName: 'Asharani' } })
  expect((await move({ status: 'shipped' })).status).toBe(200)
  expect((await correct()).status).toBe(200)
  expect((await move({ status: 'shipped' })).status).toBe(200)
  await shop.call('PATCH', `/api/orders/${_id}/status`, { as: clerk, body: { status: 'delivered' } })
  expect((await correct()).body.code).toBe('access.denied')
  const deeds = await shop.sql<{ action: string }>('select action from audit where entity = $1 and by = $2 order by id', [
    `order:${_id}`,
    cook.id,
  ])
  expect(deeds.map(({ action }) => action)).toEqual(['order.move', 'order.move', 'order.correct', 'order.move'])
})

test('[A13] who buys a cake of the own shop has the own order as every buyer, and cancels it like one', async () => {
  const { body: own } = await shop.call<Order>('POST', '/api/orders', {
    as: cook,
    body: { items: [{ productId, quantity: 1 }], shippingAddress: ADDRESS, phone: PHONE },
  })
  expect((await shop.call<Order>('GET', `/api/orders/${own._id}`, { as: cook })).body.totalPrice).toBe(own.totalPrice)
  const move = (status: string) => shop.call<Order>('PATCH', `/api/orders/${own._id}/status`, { as: cook, body: { status } })
  expect((await move('cancelled')).body).toMatchObject({ status: 'cancelled', cancelledBy: 'buyer', totalPrice: own.totalPrice })
})

test('[A13] [F50] a tap repeated by who has only the kitchen left is not answered with what the counter was told', async () => {
  const owner = await shop.person('Meera', 'owner')
  const both = await shop.person('Leela', 'staff', ['orders', 'kitchen'])
  const order = await buy()
  const tick = () =>
    shop.call('PUT', `/api/orders/${order._id}/done`, { as: both, body: { line: 0, done: 1 }, headers: { 'idempotency-key': 'tick-1' } })
  const accept = () =>
    shop.call('PATCH', `/api/orders/${order._id}/status`, { as: both, body: { status: 'processing' }, headers: { 'idempotency-key': 'k' } })
  for (const answer of [await tick(), await accept()]) expect(leaks(answer.text, order)).not.toEqual([])
  expect((await shop.call('PATCH', `/api/accounts/${both.id}`, { as: owner, body: { rights: ['kitchen'] } })).status).toBe(200)
  const again = [await tick(), await accept()]
  expect(again.map(({ status }) => status)).toEqual([200, 409])
  for (const { text } of again) expect(leaks(text, order)).toEqual([])
})

test('[A13] [A07] [F10] whose right to the kitchen ends hears of no later order, by whatever transport', async () => {
  const owner = await shop.person('Meera', 'owner')
  const imran = await shop.person('Imran', 'staff', ['kitchen'])
  const ears = await Promise.all(EAR_KINDS.map((kind) => listen(kind, shop.url, imran.token)))
  const hears = (order: Order) => ears.map(({ heard }) => heard.some((entity) => entity.endsWith(order._id)))
  const early = await buy()
  await until('all hear the first', () => hears(early).every(Boolean))
  expect((await shop.call('PATCH', `/api/accounts/${imran.id}`, { as: owner, body: { rights: [] } })).status).toBe(200)
  const late = await buy()
  const probe = await listen('feed', shop.url, owner.token)
  const last = await buy()
  await until('the owner hears the last', () => probe.heard.includes(`order:${last._id}`))
  for (const [i, ear] of ears.entries()) if (EAR_KINDS[i] !== 'classic') await until('it is told', () => ear.ended() !== null)
  expect([hears(late), hears(last)]).toEqual([EAR_KINDS.map(() => false), EAR_KINDS.map(() => false)])
  expect((await shop.call('GET', '/api/kitchen/tickets', { as: imran })).status).toBe(403)
  for (const ear of [...ears, probe]) ear.close()
})
