import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, order, placed } from '../../../test/support/buying.ts'
import { aPicture, fetchPicture, upload } from '../../../test/support/pictures.ts'
import { placesOf as placesIn } from '../../../test/support/places-of.ts'
import { until } from '../../../test/support/until.ts'
import type { Address } from '../../contract/address.ts'
import type { AdminOrder, Order } from '../../contract/order.ts'
import type { Paper } from '../../contract/paper.ts'
import type { Product } from '../../contract/product.ts'
import { recordCash } from '../orders/record-cash.ts'
import { eraseMe } from './erase-me.ts'

let shop: TestShop
let truffle: Product
let desk: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  desk = await shop.person('Desk', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

type Answered = Address & { code: string }
const PHONE = '+919812398123'
const home = { label: 'Home', recipient: 'Asha', phone: '+91 98123 98123', lines: '14, 3rd Cross\nIndiranagar', pincode: '560038' }
const add = (as: Person, more: object = {}) => shop.call<Answered>('POST', '/api/addresses', { as, body: { ...home, ...more } })
const addressesOf = async (as: Person) => (await shop.call<Address[]>('GET', '/api/addresses', { as })).body
const erase = (as: Person, password = as.password) => shop.call<Answered>('POST', '/api/me/erase', { as, body: { password } })

const placesOf = (text: string) => placesIn(shop, text)

test('addresses are kept, changed and forgotten; one is always the default', async () => {
  const asha = await shop.person('Asha')
  const first = await add(asha)
  expect(first).toMatchObject({ status: 201, body: { phone: PHONE, isDefault: true, lines: home.lines } })
  const office = (await add(asha, { label: 'Office', isDefault: true })).body
  expect((await addressesOf(asha)).map(({ label, isDefault }) => `${label} ${isDefault}`)).toEqual(['Office true', 'Home false'])
  const moved = await shop.call<Answered>('PUT', `/api/addresses/${office._id}`, { as: asha, body: { ...home, label: 'Shop' } })
  expect(moved.body).toMatchObject({ label: 'Shop', isDefault: true, version: 2 })
  expect((await shop.call('DELETE', `/api/addresses/${office._id}`, { as: asha })).status).toBe(204)
  expect((await addressesOf(asha)).map(({ label, isDefault }) => `${label} ${isDefault}`)).toEqual(['Home true'])
  for (const wrong of [{ phone: 'x' }, { lines: '' }, { recipient: 'a\nb' }, { pincode: '012345' }, { extra: 1 }])
    expect((await add(asha, wrong)).status, JSON.stringify(wrong)).toBe(400)
})

test('[F64] somebody else’s address is none', async () => {
  const [asha, bela] = [await shop.person('Asha'), await shop.person('Bela')]
  const { _id } = (await add(asha)).body
  for (const [method, body] of [
    ['PUT', home],
    ['DELETE', undefined],
  ] as const)
    expect((await shop.call<Answered>(method, `/api/addresses/${_id}`, { as: bela, ...(body && { body }) })).body.code).toBe(
      'address.not-found',
    )
  expect(await addressesOf(bela)).toEqual([])
  expect(await addressesOf(asha)).toHaveLength(1)
})

test('however many are added at once there are at most twenty, and one default', async () => {
  const asha = await shop.person('Asha')
  const answers = await Promise.all(Array.from({ length: 24 }, () => add(asha, { isDefault: true })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
  expect(answers.filter(({ body }) => body.code === 'address.too-many')).toHaveLength(4)
  expect((await addressesOf(asha)).filter(({ isDefault }) => isDefault)).toHaveLength(1)
})

test('[D28] a person takes everything along that the shop keeps of them, and nothing of others', async () => {
  const [asha, bela] = [await shop.person('Asha'), await shop.person('Bela')]
  await add(asha)
  await addToCart(shop, asha, { productId: truffle._id, message: 'In the cart' })
  const order = await placed(shop, asha, [{ productId: truffle._id, quantity: 1, message: 'On the cake' }])
  await shop.call('PATCH', `/api/orders/${order._id}/status`, { as: desk, body: { status: 'processing' } })
  await placed(shop, bela, [{ productId: truffle._id, quantity: 1 }])
  type Export = { account: { email: string }; cart: object; addresses: Address[]; orders: (Order & { papers: { number: string }[] })[] }
  const { body, text, headers } = await shop.call<Export & { notifications: object[] }>('GET', '/api/me/export', { as: asha })
  expect(headers['content-disposition']).toContain('attachment')
  expect(body).toMatchObject({
    account: { email: asha.email },
    cart: { items: [{ message: 'In the cart' }] },
    addresses: [{ label: 'Home' }],
    orders: [{ number: order.number, papers: [{ total: 500, buyer: { name: 'Asha' } }] }],
  })
  expect(body.notifications.length).toBeGreaterThan(0)
  expect(text).not.toContain(bela.email)
})

test('[D28] who asks to be forgotten stands nowhere: no table, not in the feed, in no log; orders and invoices stay', async () => {
  const lines: string[] = []
  const write = (line: unknown, _encoding: string, done: () => void) => {
    lines.push(String(line))
    done()
  }
  const log = pino({ level: 'trace' }, new Writable({ write }))
  const PHONE = '+919955199551'
  await shop.sql(`insert into coupons (code, kind, value) values ('CAKE10', 'percent', 1000) on conflict do nothing`)
  const asha = await shop.person('Asharani')
  const { body: photo } = await upload(shop, await aPicture().jpeg().toBuffer(), { as: asha, kind: 'reference' })
  expect((await fetchPicture(shop, photo.path, desk)).status).toBe(200)
  // The counter has heard of somebody before.
  await placed(shop, await shop.person('Ravi'), [{ productId: truffle._id, quantity: 1 }])
  const { cursor } = (await shop.call<{ cursor: string }>('GET', '/api/feed', { as: desk })).body
  const buy = (more: object) =>
    shop.call<Order>('POST', '/api/orders', {
      as: asha,
      body: {
        items: [{ productId: truffle._id, quantity: 1, message: 'For Asharani' }],
        shippingAddress: '14 Asharani House, Indiranagar',
        phone: PHONE,
        notes: `Call ${PHONE}`,
        recipient: { name: 'Asharani', phone: PHONE },
        referencePhoto: photo._id,
        ...more,
      },
      headers: { 'idempotency-key': JSON.stringify(more) },
    })
  await add(asha, { phone: PHONE })
  await shop.call('PUT', '/api/auth/me', { as: asha, body: { phone: PHONE } })
  await addToCart(shop, asha, { productId: truffle._id, message: 'Asharani' })
  const [done, off] = [(await buy({ coupon: 'CAKE10' })).body, (await buy({})).body]
  const asStaff = (id: string, status: string, more: object = {}) =>
    shop.call<AdminOrder>('PATCH', `/api/orders/${id}/status`, {
      as: desk,
      body: { status, ...more },
      headers: { 'idempotency-key': `${id} ${status}` },
    })
  for (const status of ['processing', 'shipped']) await asStaff(done._id, status)
  expect((await erase(asha)).body.code).toBe('account.has-orders')
  await asStaff(done._id, 'delivered', { cashTaken: true })
  const wrote = await shop.call('PUT', `/api/products/${truffle._id}/review`, { as: asha, body: { rating: 5, comment: 'Soft' } })
  expect([wrote.status, wrote.text]).toEqual([200, expect.stringContaining('Asharani')])
  await asStaff(off._id, 'cancelled', { reason: `Asharani on ${PHONE} did not answer` })
  const link = (await shop.call<{ path: string }>('GET', `/api/orders/${done._id}/link`, { as: asha })).body.path
  for (const text of [asha.email, PHONE, 'Asharani']) expect((await placesOf(text)).length, text).toBeGreaterThan(2)

  const screen = await shop.screen(asha)
  expect((await erase(asha, 'wrong')).body.code).toBe('auth.wrong-credentials')
  const session = (await shop.deps.db.read.selectFrom('sessions').selectAll().where('account_id', '=', asha.id).execute())[0]
  expect(session).toBeDefined()
  const viewer = {
    accountId: asha.id,
    role: 'customer',
    rights: [],
    name: '',
    email: asha.email,
    phone: '',
    session: '',
    expiresAt: new Date(),
  } as const
  await eraseMe({ ...shop.deps, log }, viewer, { password: asha.password })

  await until('the socket is cut', () => !screen.socket.connected)
  for (const text of [asha.email, PHONE, 'Asharani', '9955199551']) expect({ text, at: await placesOf(text) }).toEqual({ text, at: [] })
  expect(await shop.sql('select 1 from picture_files where picture_id = $1', [photo._id])).toEqual([])
  expect((await fetchPicture(shop, photo.path, desk)).status).toBe(404)
  // Nor in the memory of a node, which answers who was away for a moment.
  const replay = async () => (await shop.call('GET', `/api/feed?cursor=${encodeURIComponent(cursor)}`, { as: desk })).text
  await until('the node has forgotten', async () => !/Asharani|9955199551/.test(await replay()))
  expect(await replay()).toContain(done._id)
  const shown = await shop.call<{ reviews: { user: string; comment: string }[] }>('GET', `/api/products/${truffle._id}`)
  expect(shown.body.reviews).toMatchObject([{ user: 'A customer', comment: 'Soft' }])
  expect(lines.join('\n')).not.toMatch(/Asharani|9955199551|@shop\.test/)
  const { body } = await shop.call<AdminOrder>('GET', `/api/orders/${done._id}`, { as: desk })
  expect(body).toMatchObject({
    status: 'delivered',
    userId: null,
    phone: '',
    shippingAddress: '',
    totalPrice: done.totalPrice,
    paymentState: 'paid',
  })
  const paper = await shop.call<{ buyer: null; number: string }>('GET', `/api/orders/${done._id}/papers/invoice`, { as: desk })
  expect(paper.body).toMatchObject({ buyer: null, number: body.papers[0]?.number })
  expect((await shop.call('GET', '/api/auth/me', { as: asha })).status).toBe(401)
  expect((await shop.call('GET', `/api/tracked${link.slice(2)}`)).status).toBe(404)
  // The feed still verifies, link by link.
  const broken = await shop.sql(
    `select 1 from (select aud, n, chain, digest, lag(chain) over (partition by aud order by n) as prev, lag(n) over (partition by aud order by n) as before
                      from feed.entry) e where before = n - 1 and chain <> sha256(prev || digest)`,
  )
  expect(broken).toEqual([])
})

test('[D28] a credit note keeps what it takes back, and not the reason that staff wrote of a person', async () => {
  const asha = await shop.person('Asharani')
  const { _id } = await placed(shop, asha, [{ productId: truffle._id, quantity: 1 }])
  const move = (body: object) => shop.call('PATCH', `/api/orders/${_id}/status`, { as: desk, body })
  await move({ status: 'processing' })
  await move({ status: 'cancelled', reason: 'Asharani on 9955199554 did not answer' })
  const note = async () => (await shop.call<Paper>('GET', `/api/orders/${_id}/papers/credit-note`, { as: desk })).body
  const before = await note()
  expect(before.against?.reason).toContain('9955199554')
  expect((await erase(asha)).status).toBe(204)
  expect(await note()).toEqual({ ...before, buyer: null, against: { ...before.against, reason: '' } })
  expect(await placesOf('9955199554')).toEqual([])
})

test('[D28] what staff write down while somebody is forgotten is forgotten with them', async () => {
  const asha = await shop.person('Asharani')
  const PHONE = '9955199555'
  const bought = await order(shop, asha, [{ productId: truffle._id, quantity: 1 }], { phone: PHONE })
  const { _id } = bought.body
  for (const status of ['processing', 'shipped', 'delivered'])
    await shop.call('PATCH', `/api/orders/${_id}/status`, { as: desk, body: { status } })
  const { db } = shop.deps
  let commit = () => {}
  const mayCommit = new Promise<void>((resolve) => (commit = resolve))
  let wrote = () => {}
  const written = new Promise<void>((resolve) => (wrote = resolve))
  const slow: typeof db = {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const result = await work(tx)
        wrote()
        await mayCommit
        return result
      }),
  }
  const staff = { accountId: desk.id, role: 'staff', rights: ['orders'], name: 'Desk', email: desk.email, phone: '', session: '' } as const
  const taken = recordCash({ ...shop.deps, db: slow }, { ...staff, expiresAt: new Date() }, _id, 'while they go')
  await written
  const gone = erase(asha)
  await until('the person waits for the order', async () => {
    const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'orders|erase_person' and pid <> pg_backend_pid()`
    return (await shop.sql(waits)).length > 0
  })
  commit()
  expect(await taken).toMatchObject({ paymentState: 'paid', phone: PHONE })
  expect((await gone).status).toBe(204)
  for (const text of [PHONE, 'Asharani', asha.email]) expect({ text, at: await placesOf(text) }).toEqual({ text, at: [] })
})

test('[D28] an invoice from 50,000 rupees on keeps its buyer, as the tax rules want', async () => {
  const asha = await shop.person('Asha')
  const large = await shop.product({ basePrice: 60_000 })
  const { _id } = await placed(shop, asha, [{ productId: large._id, quantity: 1 }])
  for (const status of ['processing', 'shipped', 'delivered'])
    await shop.call('PATCH', `/api/orders/${_id}/status`, { as: desk, body: { status } })
  expect((await erase(asha)).status).toBe(204)
  const { body } = await shop.call<{ buyer: object }>('GET', `/api/orders/${_id}/papers/invoice`, { as: desk })
  expect(body.buyer).toEqual({ name: 'Asha', address: '12 Park Street, Kolkata' })
})

test('[E12] the last owner cannot be forgotten, nor can two at once', async () => {
  const [one, other] = [await shop.person('One', 'owner'), await shop.person('Other', 'owner')]
  const answers = await Promise.all([erase(one), erase(other)])
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('account.last-owner')
})

test('[D28] a guest is forgotten without a password', async () => {
  const made = await shop.call('POST', '/api/cart/add', { body: { productId: truffle._id } })
  const token = String(made.headers['cakewire-guest-token'])
  expect((await shop.call('POST', '/api/me/erase', { token, body: {} })).status).toBe(204)
  expect((await shop.call('GET', '/api/cart', { token })).status).toBe(401)
})

test('[D28] what a guest was told is forgotten at the sign-in, when nothing says any more whose it was', async () => {
  const asha = await shop.person('Asha')
  const words = 'Pinkmouse for Tara'
  const made = await shop.call('POST', '/api/cart/add', { body: { productId: truffle._id, message: words } })
  const token = String(made.headers['cakewire-guest-token'])
  expect(await placesOf(words)).toContain('feed.entry.body')
  const { status } = await shop.call('POST', '/api/auth/login', { token, body: { email: asha.email, password: asha.password } })
  expect(status).toBe(200)
  expect((await shop.call('GET', '/api/cart', { as: asha })).text).toContain(words)
  expect((await erase(asha)).status).toBe(204)
  expect(await placesOf(words)).toEqual([])
})
