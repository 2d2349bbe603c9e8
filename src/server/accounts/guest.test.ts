import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { newsOf, order as orderAs } from '../../../test/support/buying.ts'
import { addCoupon } from '../../../test/support/delivery.ts'
import { until } from '../../../test/support/until.ts'
import type { AdminOrder, Order } from '../../contract/order.ts'
import type { OwnReview, ReviewAnswer } from '../../contract/review.ts'
import { insertGuest } from './accounts.sql.ts'
import { type NewSession, startSession } from './start-session.ts'

let shop: TestShop
let cake: string

beforeAll(async () => {
  shop = await boot()
  const [row] = await shop.sql<{ id: string }>(
    `insert into products (name, category, base_price) values ('Truffle', 'Cakes', 45000) returning id`,
  )
  cake = row?.id ?? ''
})
afterAll(() => shop[Symbol.asyncDispose]())

const aGuest = (): Promise<NewSession> =>
  shop.deps.db.transaction(async (tx) => startSession(tx, await insertGuest(tx), { kind: 'cookie', userAgent: '' }))

async function putInCart(account: string, quantity: number, message: string) {
  await shop.sql(
    `with cart as (insert into carts (account_id) values ($1) on conflict (account_id) do update set updated_at = now() returning id)
     insert into cart_items (cart_id, product_id, quantity, message) select id, $2, $3, $4 from cart`,
    [account, cake, quantity, message],
  )
}

const linesOf = (account: string) =>
  shop.sql(`select i.quantity, i.message from cart_items i join carts c on c.id = i.cart_id where c.account_id = $1 order by i.message`, [
    account,
  ])

const as = ({ token }: NewSession) => ({ headers: { cookie: `__Host-cakewire=${token}` } })

const door = { shippingAddress: '14, 3rd Cross', phone: '+919876543210' }

async function order(guest: NewSession, more: object = {}): Promise<Order> {
  const body = { items: [{ productId: cake, quantity: 1 }], ...door, ...more }
  const placed = await shop.call<Order>('POST', '/api/orders', { ...as(guest), body })
  expect(placed.status).toBe(201)
  return placed.body
}

const signIn = (guest: NewSession, { email, password }: Person) =>
  shop.call<{ token: string }>('POST', '/api/auth/login', { ...as(guest), body: { email, password } })

test('[F42] a guest who signs in brings cart and orders along, and no line is lost or doubled', async () => {
  const asha = await shop.person('Asha')
  const guest = await aGuest()
  await putInCart(asha.id, 1, 'Happy birthday')
  await putInCart(asha.id, 2, 'For Dev')
  await putInCart(guest.account.id, 3, 'Happy birthday')
  await putInCart(guest.account.id, 4, 'For Ravi')
  await order(guest)
  const staff = await shop.classic(await shop.person('Noor', 'staff', ['orders']))
  const phone = await shop.classic(asha)
  const body = { email: asha.email, password: asha.password }
  // Two tabs at once.
  const both = await Promise.all([1, 2].map(() => shop.call('POST', '/api/auth/login', { ...as(guest), body })))
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(await linesOf(asha.id)).toEqual([
    { quantity: 2, message: 'For Dev' },
    { quantity: 4, message: 'For Ravi' },
    { quantity: 4, message: 'Happy birthday' },
  ])
  const orders = await shop.call<{ history: unknown[]; userId: string }[]>('GET', '/api/orders', { as: asha })
  expect(orders.body).toMatchObject([{ userId: asha.id, status: 'pending', history: [{ status: 'pending' }] }])
  for (const { heard } of [staff, phone]) {
    const news = await until('the order is told', () => heard.find(({ event }) => event === 'order_status_updated'))
    expect(JSON.stringify(news.payload)).toContain(asha.id)
  }
})

test('[F58] a guest’s session ends at the sign-in, here and on its sockets, and so does the guest', async () => {
  const asha = await shop.person('Asha')
  const guest = await aGuest()
  const { socket } = await shop.classic({ ...asha, token: guest.token })
  const cut = new Promise((resolve) => socket.once('disconnect', resolve))
  await shop.call('POST', '/api/auth/login', { ...as(guest), body: { email: asha.email, password: asha.password } })
  expect(await cut).toBe('io server disconnect')
  expect((await shop.call('GET', '/api/auth/me', as(guest))).body).toMatchObject({ code: 'auth.required' })
  expect(await shop.sql('select 1 from accounts where id = $1', [guest.account.id])).toEqual([])
})

test('[D12] an order that a guest sent before signing in is not made again when it is repeated after', async () => {
  const guest = await aGuest()
  const asha = await shop.person('Asha')
  const send = (headers: Record<string, string>) =>
    shop.call<{ _id: string }>('POST', '/api/orders', {
      headers: { ...headers, 'idempotency-key': 'one wish' },
      body: { items: [{ productId: cake, quantity: 1 }], shippingAddress: '14, 3rd Cross', phone: '+919876543210' },
    })
  const first = await send(as(guest).headers)
  const signedIn = await shop.call<{ token: string }>('POST', '/api/auth/login', {
    ...as(guest),
    body: { email: asha.email, password: asha.password },
  })
  const again = await send({ authorization: `Bearer ${signedIn.body.token}` })
  expect([again.status, again.body._id]).toEqual([201, first.body._id])
})

test('an order that comes along at the sign-in has not moved: its printed ticket stays right, and a tap that waits is taken', async () => {
  const [guest, asha] = [await aGuest(), await shop.person('Asha')]
  const desk = await shop.person('Noor', 'staff', ['orders'])
  const { _id } = await order(guest)
  await shop.call('POST', `/api/orders/${_id}/printed`, { as: desk })
  const seen = async () => (await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: desk })).body
  const before = await seen()
  expect((await signIn(guest, asha)).status).toBe(200)
  const { version, printedVersion, rev, userId } = await seen()
  expect({ version, printedVersion, rev, of: userId?._id }).toEqual({ version: 1, printedVersion: 1, rev: before.rev + 1, of: asha.id })
  const told = (await newsOf(shop, `order:${_id}`)).filter(({ audience }) => audience === `user:${asha.id}`)
  expect(told.map(({ rev, data }) => [rev, data.userId, data.version])).toEqual([[rev, asha.id, 1]])
  const tap = { status: 'processing', version: before.version }
  expect((await shop.call('PATCH', `/api/orders/${_id}/status`, { as: desk, body: tap })).status).toBe(200)
})

test('a coupon that a guest used counts for the account after the sign-in, and a cancelled order gives that use back', async () => {
  await addCoupon(shop.sql, 'TWICE', { most_each: 2 })
  await addCoupon(shop.sql, 'FIRST', { most_each: 1 })
  const [guest, asha] = [await aGuest(), await shop.person('Asha')]
  let phones = 9_830_040_000
  const use = (coupon = 'TWICE') => orderAs(shop, asha, [{ productId: cake, quantity: 1 }], { coupon, phone: `${phones++}` })
  const { _id } = await order(guest, { coupon: 'TWICE', phone: '9830030001' })
  await order(guest, { coupon: 'FIRST', phone: '9830030002' })
  expect((await use()).status).toBe(201)
  expect((await signIn(guest, asha)).status).toBe(200)
  expect((await use()).body.code).toBe('coupon.used-up')
  expect((await use('FIRST')).body.code).toBe('coupon.used-up')
  await shop.call('PATCH', `/api/orders/${_id}/status`, { as: asha, body: { status: 'cancelled' } })
  expect((await use()).status).toBe(201)
  expect((await use()).body.code).toBe('coupon.used-up')
  expect(await shop.sql('select 1 from coupon_people where person = $1', [`account:${guest.account.id}`])).toEqual([])
})

test('what a guest wrote of a cake is the account’s to edit after the sign-in, unless the account has written of it too', async () => {
  const [guest, asha] = [await aGuest(), await shop.person('Asha')]
  const both = (await shop.product())._id
  const items = [cake, both].map((productId) => ({ productId, quantity: 1 }))
  const orders = [await order(guest, { items }), (await orderAs(shop, asha, items)).body]
  await shop.sql(`update orders set status = 'delivered' where id = any ($1)`, [orders.map(({ _id }) => _id)])
  const write = (product: string, options: object, comment: string) =>
    shop.call<OwnReview>('PUT', `/api/products/${product}/review`, { ...options, body: { rating: 5, comment } })
  const first = await write(cake, as(guest), 'Soft')
  expect(first.status).toBe(200)
  await write(both, as(guest), 'Sweet')
  const own = await write(both, { as: asha }, 'Light')
  expect((await signIn(guest, asha)).status).toBe(200)
  expect((await write(cake, { as: asha }, 'Softer')).body).toMatchObject({ _id: first.body._id, comment: 'Softer', version: 2 })
  const kept = await shop.call<ReviewAnswer>('GET', `/api/products/${both}/review`, { as: asha })
  expect(kept.body.review).toMatchObject({ _id: own.body._id, comment: 'Light' })
})

test('a guest and an account that used one key for two wishes become one person, and the account’s key stays its own', async () => {
  const [guest, asha] = [await aGuest(), await shop.person('Asha')]
  const items = [{ productId: cake, quantity: 1 }]
  const send = (as: Person | undefined, headers: Record<string, string> = {}) =>
    shop.call<Order>('POST', '/api/orders', { as, body: { items, ...door }, headers: { 'idempotency-key': 'one key', ...headers } })
  const own = await send(asha)
  const guests = await send(undefined, as(guest).headers)
  expect([own.status, guests.status]).toEqual([201, 201])
  expect((await signIn(guest, asha)).status).toBe(200)
  expect((await send(asha)).body._id).toBe(own.body._id)
  expect(await shop.sql(`select 1 from idempotency_keys where scope like $1`, [`${guest.account.id} %`])).toEqual([])
})

test('a guest who registers keeps the cart', async () => {
  const guest = await aGuest()
  await putInCart(guest.account.id, 2, 'For Dev')
  const body = { name: 'Dev', email: 'dev@shop.test', password: 'mango after rain' }
  const made = await shop.call<{ user: { _id: string } }>('POST', '/api/auth/register', { ...as(guest), body })
  expect(made.status).toBe(201)
  expect(await linesOf(made.body.user._id)).toEqual([{ quantity: 2, message: 'For Dev' }])
})

test('a guest whose sign-in fails keeps everything', async () => {
  const asha = await shop.person('Asha')
  const guest = await aGuest()
  await putInCart(guest.account.id, 2, 'For Dev')
  const wrong = await shop.call('POST', '/api/auth/login', { ...as(guest), body: { email: asha.email, password: 'a guess' } })
  const taken = await shop.call('POST', '/api/auth/register', {
    ...as(guest),
    body: { name: 'Asha', email: asha.email, password: 'a guess 2' },
  })
  expect([wrong.status, taken.status]).toEqual([401, 409])
  expect(await linesOf(guest.account.id)).toEqual([{ quantity: 2, message: 'For Dev' }])
  expect(await linesOf(asha.id)).toEqual([])
})

test('a guest is no account: what is for the signed-in stays shut', async () => {
  const guest = await aGuest()
  for (const path of ['/api/auth/me', '/api/accounts']) {
    expect((await shop.call('GET', path, as(guest))).body).toMatchObject({ code: 'auth.required' })
  }
})
