import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { newsOf, order, placed } from '../../../test/support/buying.ts'
import { bodyOf, makeSecret, offerUpi, post, type Said, sign } from '../../../test/support/notices.ts'
import { placesOf } from '../../../test/support/places-of.ts'
import { until } from '../../../test/support/until.ts'
import { AdminOrder, Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import type { ShopInfo } from '../../contract/shop.ts'
import type { KitchenTicket } from '../../contract/ticket.ts'
import { TrackedOrder } from '../../contract/tracking.ts'

let shop: TestShop
let cake: Product
let asha: Person
let bela: Person
let desk: Person
let cook: Person
let owner: Person
let secret: string

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ name: 'Truffle', basePrice: 500 })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  desk = await shop.person('Desk', 'staff', ['orders'])
  cook = await shop.person('Zoya', 'staff', ['kitchen'])
  owner = await shop.person('Meera', 'owner')
  await offerUpi(shop, owner)
  secret = await makeSecret(shop, owner)
})
afterAll(() => shop[Symbol.asyncDispose]())

type Answered = AdminOrder & { code: string; to: string }
const pieces = (quantity = 1) => [{ productId: cake._id, quantity }]
const unpaid = async (more: object = {}, as = asha): Promise<Order> => {
  const { status, body, text } = await order(shop, as, pieces(), { paymentMethod: 'upi', ...more })
  expect(status, text).toBe(201)
  expect(Order.parse(body)).toEqual(body)
  return body
}
const at =
  (path: string) =>
  (of: Pick<Order, '_id'>, body: object = {}, as: Person = desk, key?: string) =>
    shop.call<Answered>('POST', `/api/orders/${of._id}/${path}`, { as, body, headers: key === undefined ? {} : { 'idempotency-key': key } })
const [came, back, cash] = [at('payment'), at('refund'), at('cash')]
const move = ({ _id }: Pick<Order, '_id'>, status: string, as = desk, more: object = {}) =>
  shop.call<Answered>('PATCH', `/api/orders/${_id}/status`, { as, body: { status, ...more } })
const notice = (of: Order, more: Partial<Said> = {}) =>
  post(
    shop,
    sign(
      secret,
      bodyOf({ type: 'payment.paid', payment: `pay-${of.number}`, order: of.number, amount: Math.round(of.totalPrice * 100), ...more }),
    ),
  )
const seen = async ({ _id }: Pick<Order, '_id'>, as = desk) => (await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as })).body
const messages = async ({ _id }: Order, to: Person | null) =>
  (
    await shop.sql<{ message: string }>(
      `select message from notifications where data ->> 'orderId' = $1 and account_id is not distinct from $2 order by created_at, id`,
      [_id, to?.id ?? null],
    )
  ).map(({ message }) => message)
const settings = (body: object) => shop.call('PATCH', '/api/admin/settings', { as: owner, body })

test('an order that is paid first says until when and where to, with the UPI id of then, also behind its signed link', async () => {
  await settings({ upiName: 'Meera’s & Co', payMinutes: 20 })
  const mine = await unpaid()
  await settings({ upiId: 'other@testbank', upiName: '', payMinutes: 15 })
  expect(Date.parse(mine.payBy ?? '') - Date.parse(mine.createdAt)).toBe(20 * 60_000)
  const { searchParams } = new URL(mine.payLink ?? '')
  expect(Object.fromEntries(searchParams)).toEqual({
    pa: 'cakes@testbank',
    pn: 'Meera’s & Co',
    am: mine.totalPrice.toFixed(2),
    cu: 'INR',
    tr: mine.number,
    tn: `Order ${mine.number}`,
  })
  const { path } = (await shop.call<{ path: string }>('GET', `/api/orders/${mine._id}/link`, { as: asha })).body
  const tracked = (await shop.call<TrackedOrder>('GET', `/api/tracked${path.slice(2)}`)).body
  expect(TrackedOrder.parse(tracked)).toEqual(tracked)
  expect(tracked).toMatchObject({ payBy: mine.payBy, payLink: mine.payLink, paymentMethod: 'upi', paymentState: 'pending' })
  expect((await unpaid()).payLink).toContain('pa=other@testbank&pn=Cakewire&')
  await settings({ upiId: 'cakes@testbank' })
})

test('what can be chosen is live, and what is not offered is refused before anything is taken', async () => {
  const rare = await shop.product({ stock: 1 })
  const info = async () =>
    (
      await shop.sql<{ body: string }>(
        `select body from feed.entry where aud = 'public' and type = 'shop_updated' order by seq desc limit 1`,
      )
    )[0]
  await settings({ upiId: null })
  expect((JSON.parse((await info())?.body ?? '') as { data: ShopInfo }).data.paymentMethods).toEqual(['cod'])
  const { status, body } = await order(shop, asha, [{ productId: rare._id, quantity: 1 }], { paymentMethod: 'upi' })
  expect([status, body.code]).toEqual([422, 'payment.not-offered'])
  await settings({ upiId: 'cakes@testbank' })
  expect((JSON.parse((await info())?.body ?? '') as { data: ShopInfo }).data.paymentMethods).toEqual(['cod', 'upi'])
  expect((await order(shop, asha, [{ productId: rare._id, quantity: 1 }], { paymentMethod: 'upi' })).status).toBe(201)
  for (const upiId of ['', 'cakes', 'a@b', 'cakes@bank&am=1', 'x'.repeat(400)]) expect((await settings({ upiId })).status).toBe(400)
  for (const payMinutes of [4, 1441, 7.5]) expect((await settings({ payMinutes })).status).toBe(400)
  const longest = `${'a'.repeat(256)}@${'b'.repeat(64)}`
  expect((await settings({ upiId: longest })).status).toBe(200)
  expect((await unpaid({}, bela)).payLink).toContain(longest)
  await settings({ upiId: 'cakes@testbank' })
})

test('[D21] staff say that the money came, with the bank’s reference: once, audited, live, and no work before', async () => {
  const mine = await unpaid()
  expect((await move(mine, 'processing')).body.code).toBe('order.unpaid')
  expect(await messages(mine, null)).toEqual([])
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 10 }, () => came(mine, { reference: '412345678901' }, desk, key)))
  for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body])
  const now = await seen(mine)
  expect(AdminOrder.parse(now)).toEqual(now)
  expect(now).toMatchObject({
    paymentState: 'paid',
    payBy: null,
    payLink: null,
    rev: 2,
    version: 1,
    payments: [{ kind: 'taken', method: 'upi', amount: mine.totalPrice, by: 'Desk', reference: '412345678901' }],
  })
  const own = await seen(mine, asha)
  expect(Order.parse(own)).toEqual(own)
  expect(Object.keys(own.payments[0] ?? {}).sort()).toEqual(['amount', 'at', 'currency', 'kind', 'method'])
  expect((await came(mine)).body.rev).toBe(2)
  const revs = (await newsOf(shop, `order:${mine._id}`)).filter(({ rev }) => rev === 2).map(({ audience }) => audience)
  expect(revs.sort()).toEqual(['admin', `order:${mine._id}`, `user:${asha.id}`].sort())
  expect(await messages(mine, null)).toEqual([`Payment received for ${mine.number}`])
  const audit = await shop.call<{ action: string; before: object; after: object; by: { name: string } }[]>(
    'GET',
    `/api/admin/audit?entity=order:${mine._id}`,
    { as: owner },
  )
  expect(audit.body).toMatchObject([
    {
      action: 'order.payment',
      by: { name: 'Desk' },
      before: { paymentState: 'pending' },
      after: { paymentState: 'paid', reference: '412345678901' },
    },
  ])
  // The bank's own word comes later, of the same money.
  expect((await notice(mine)).body.outcome).toBe('applied')
  expect(await seen(mine)).toMatchObject({ paymentState: 'paid', moneyNote: null, payments: [{ by: 'Desk' }] })
  expect((await move(mine, 'processing')).status).toBe(200)
})

test('[D21] held money: staff take it as it is, or give it back and the right money comes after it', async () => {
  const [one, two, three] = [await unpaid(), await unpaid(), await unpaid()]
  for (const each of [one, two, three]) await notice(each, { amount: 40_000 })
  expect((await came(one)).body).toMatchObject({ paymentState: 'paid', moneyNote: null, payments: [{ kind: 'taken', amount: 400 }] })
  expect((await move(one, 'processing')).status).toBe(200)

  expect((await back(two, { reference: 'R-1' })).body).toMatchObject({ paymentState: 'pending', moneyNote: null, payLink: two.payLink })
  expect((await back(two)).body.rev).toBe(3)
  expect((await notice(two, { payment: `again-${two.number}` })).body.outcome).toBe('applied')
  expect(await seen(two)).toMatchObject({
    paymentState: 'paid',
    payments: [
      { kind: 'taken', amount: 400 },
      { kind: 'partly-returned', amount: 400, by: 'Desk', reference: 'R-1' },
      { kind: 'taken', amount: two.totalPrice },
    ],
  })
  // Paid in full while the other money still lies there.
  await notice(three, { payment: `again-${three.number}` })
  expect(await seen(three)).toMatchObject({ paymentState: 'paid', moneyNote: 'other-amount' })
  expect((await back(three)).body).toMatchObject({ paymentState: 'paid', moneyNote: null })
  expect(await messages(three, null)).toEqual([
    `Other money than expected came for ${three.number}`,
    `Payment received for ${three.number}`,
  ])
})

test('[D21] who pays twice has one of them given back, and the order stays paid', async () => {
  const mine = await unpaid()
  await notice(mine, { payment: `a-${mine.number}` })
  await notice(mine, { payment: `b-${mine.number}` })
  expect(await seen(mine)).toMatchObject({ paymentState: 'paid', moneyNote: 'other-amount' })
  expect((await back(mine)).body).toMatchObject({ paymentState: 'paid', moneyNote: null, payments: [{}, {}, { kind: 'returned' }] })
})

test('[D21] what staff say of money is said of the money that they saw: once it is other money, nothing is written down', async () => {
  const mine = await unpaid()
  await notice(mine, { payment: `a-${mine.number}` })
  await notice(mine, { payment: `b-${mine.number}` })
  const { rev } = await seen(mine)
  const key = randomUUID()
  const given = await back(mine, { rev }, desk, key)
  expect(given.body).toMatchObject({ paymentState: 'paid', moneyNote: null })
  const now = await seen(mine)
  expect(await back(mine, { rev }, owner)).toMatchObject({ status: 409, body: { code: 'order.changed', current: now } })
  expect(await seen(mine)).toEqual(now)
  expect((await back(mine, { rev }, desk, key)).body).toEqual(given.body)

  const whole = await unpaid()
  await notice(whole, { amount: 400 })
  expect((await came(whole, { rev: whole.rev })).body).toMatchObject({ code: 'order.changed', current: { moneyNote: 'other-amount' } })
  expect(await seen(whole)).toMatchObject({ paymentState: 'pending', moneyNote: 'other-amount' })
})

test('a paid order that is cancelled keeps its money until staff say that it was given back; cash returns at once', async () => {
  for (const as of [asha, desk]) {
    const mine = await unpaid()
    await notice(mine)
    const { body } = await move(mine, 'cancelled', as)
    expect(body).toMatchObject({ status: 'cancelled', paymentState: 'paid' })
    expect(await seen(mine)).toMatchObject({ moneyNote: 'give-back' })
    expect((await messages(mine, null)).at(-1)).toBe(`Money to give back for ${mine.number}`)
    const key = randomUUID()
    const given = await back(mine, { reference: 'UTR-9' }, desk, key)
    expect(given.body).toMatchObject({
      paymentState: 'refunded',
      moneyNote: null,
      payments: [{ kind: 'taken' }, { kind: 'returned', reference: 'UTR-9' }],
    })
    expect((await back(mine, { reference: 'UTR-9' }, desk, key)).body).toEqual(given.body)
    expect((await back(mine)).body.rev).toBe(given.body.rev)
    expect((await messages(mine, asha)).at(-1)).toBe(`The money for ${mine.number} was given back.`)
    // The bank tells it too.
    await notice(mine, { type: 'payment.refunded', refund: `r-${mine.number}` })
    expect(await seen(mine)).toMatchObject({ paymentState: 'refunded', moneyNote: null })
    expect((await came(mine)).body).toMatchObject({ code: 'order.bad-move', to: 'paid' })
  }
  const inCash = await unpaid()
  expect((await cash(inCash)).body).toMatchObject({ paymentState: 'paid', payments: [{ method: 'cash' }] })
  expect((await move(inCash, 'cancelled')).body).toMatchObject({
    paymentState: 'refunded',
    moneyNote: null,
    payments: [{}, { kind: 'returned', method: 'cash' }],
  })
  expect((await cash(inCash)).body.code).toBe('order.bad-move')
})

test('an order for cash on delivery may be paid through the bank all the same', async () => {
  const [one, two] = [await placed(shop, asha, pieces()), await placed(shop, asha, pieces())]
  expect(one).toMatchObject({ payBy: null, payLink: null })
  expect((await notice(one)).body.outcome).toBe('applied')
  expect(await seen(one)).toMatchObject({ paymentState: 'paid', payments: [{ method: 'upi' }] })
  expect((await move(one, 'cancelled')).body).toMatchObject({ paymentState: 'paid', moneyNote: 'give-back' })
  for (const status of ['processing', 'shipped', 'delivered']) await move(two, status)
  expect((await came(two, { reference: 'at the door' })).body).toMatchObject({ status: 'delivered', paymentState: 'paid' })
  expect((await back(two)).body).toMatchObject({ paymentState: 'refunded', moneyNote: null })
})

test('nothing to give back is refused, and so is an order that is not there or a body that says more', async () => {
  const mine = await unpaid()
  expect((await back(mine)).body.code).toBe('order.bad-move')
  expect((await came({ _id: '0'.repeat(24) })).body.code).toBe('order.not-found')
  expect((await came(mine, { amount: 5 })).body.code).toBe('request.invalid')
  expect((await came(mine, { reference: 'x'.repeat(65) })).body.code).toBe('request.invalid')
  const key = randomUUID()
  await came(mine, { reference: 'A' }, desk, key)
  expect((await came(mine, { reference: 'B' }, desk, key)).body.code).toBe('key.reused')
  for (const as of [asha, cook]) expect((await came(mine, {}, as)).body.code).toBe('access.denied')
})

test('a coupon that leaves nothing to pay leaves nothing to wait for', async () => {
  await shop.sql(`insert into coupons (code, kind, value) values ('ALLFREE', 'amount', 1000000)`)
  await settings({ freeDeliveryAbove: 0 })
  const mine = await unpaid({ coupon: 'ALLFREE' })
  await settings({ freeDeliveryAbove: 500 })
  expect(mine).toMatchObject({ totalPrice: 0, paymentState: 'paid', payBy: null, payLink: null })
  expect((await move(mine, 'processing', cook)).status).toBe(200)
})

test('[D21] the kitchen does not see an order before its money is there, by any way', async () => {
  const mine = await unpaid()
  const tickets = async (query = '') =>
    (await shop.call<KitchenTicket[]>('GET', `/api/kitchen/tickets${query}`, { as: cook })).body.map(({ _id }) => _id)
  const tries = async () => {
    const call = (method: string, path: string, body?: object) =>
      shop.call<{ code?: string }>(method, `/api/orders/${mine._id}${path}`, { as: cook, ...(body && { body }) })
    const all = [
      await call('PATCH', '/status', { status: 'processing' }),
      await call('PUT', '/done', { line: 0, done: 1 }),
      await call('POST', '/printed'),
      await call('POST', '/correct', { reason: 'x' }),
      await call('GET', '/ticket'),
      await call('GET', ''),
    ]
    return all.map(({ body }) => body.code)
  }
  const screen = await shop.screen(cook)
  expect(await tries()).toEqual(Array(6).fill('order.not-found'))
  for (const query of ['', '?status=pending']) expect(await tickets(query)).not.toContain(mine._id)
  expect((await shop.call('GET', `/api/orders/${mine._id}/ticket`, { as: desk })).status).toBe(200)
  await notice(mine, { amount: 1 })
  await notice(mine, { type: 'payment.failed', payment: 'never' })
  expect(await newsOf(shop, `ticket:${mine._id}`)).toEqual([])

  await notice(mine, { payment: `right-${mine.number}` })
  expect(await tickets()).toContain(mine._id)
  const made = await newsOf(shop, `ticket:${mine._id}`)
  expect(made.map(({ type, audience }) => [type, audience])).toEqual([['ticket_created', 'kitchen']])
  expect(JSON.stringify(made)).not.toMatch(/paid|upi|payment|amount/i)
  const last = await shop.product()
  await until('the kitchen hears the last', () => screen.data(`product:${last._id}`))
  expect(screen.data(`ticket:${mine._id}`)).toMatchObject({ status: 'pending' })

  const never = await unpaid()
  await move(never, 'cancelled')
  for (const [method, path, body] of [
    ['POST', 'printed', undefined],
    ['PUT', 'done', { line: 0, done: 1 }],
    ['GET', 'ticket', undefined],
  ] as const)
    expect((await shop.call<{ code: string }>(method, `/api/orders/${never._id}/${path}`, { as: cook, body })).body.code).toBe(
      'order.not-found',
    )

  // Taken back before it was begun, it leaves the kitchen; begun, it stays and is seen to be cancelled.
  await move(mine, 'cancelled')
  expect(await tickets()).not.toContain(mine._id)
  expect((await newsOf(shop, `ticket:${mine._id}`)).at(-1)).toMatchObject({ type: 'ticket_deleted', data: { _id: mine._id } })
  const begun = await unpaid()
  await came(begun)
  await move(begun, 'processing', cook)
  await move(begun, 'cancelled')
  await back(begun)
  expect(await tickets('?status=cancelled')).toContain(begun._id)
  expect((await newsOf(shop, `ticket:${begun._id}`)).map(({ type }) => type)).toEqual([
    'ticket_created',
    ...Array(3).fill('ticket_updated'),
  ])
})

test('[D21] money that staff give back while nothing is begun takes the order from the kitchen again', async () => {
  const mine = await unpaid()
  await came(mine)
  await back(mine)
  expect((await newsOf(shop, `ticket:${mine._id}`)).map(({ type }) => type)).toEqual(['ticket_created', 'ticket_deleted'])
  expect((await move(mine, 'processing')).body.code).toBe('order.unpaid')
})

test('[D28] who is forgotten leaves no bank’s id and no reference behind; what was paid is still counted', async () => {
  const gone = await shop.person('Asharani')
  const PHONE = '919955199552'
  const mine = await unpaid({}, gone)
  await notice(mine, { payment: `${PHONE}@ybl` })
  await notice(mine, { type: 'payment.refunded', payment: `${PHONE}@ybl`, refund: `R${PHONE}`, amount: 100 })
  await came(mine, { reference: `Asharani ${PHONE}` })
  await move(mine, 'cancelled')
  await back(mine, { reference: `to Asharani ${PHONE}` }, desk, 'a key')
  const places = async () => await placesOf(shop, PHONE)
  expect((await places()).length).toBeGreaterThan(3)
  const before = await seen(mine)
  expect((await shop.call('POST', '/api/me/erase', { as: gone, body: { password: gone.password } })).status).toBe(204)
  expect(await places()).toEqual([])
  expect(await placesOf(shop, 'Asharani')).toEqual([])
  const { paymentState, moneyNote, payments } = await seen(mine)
  expect({ paymentState, moneyNote }).toEqual({ paymentState: 'refunded', moneyNote: null })
  expect(payments.map(({ kind, amount }) => [kind, amount])).toEqual(before.payments.map(({ kind, amount }) => [kind, amount]))
})

test('[D28] what the bank says of a payment after its person was forgotten is known again, and names nobody', async () => {
  const gone = await shop.person('Asharani')
  const PHONE = '919955199553'
  const [mine, other] = [await unpaid({}, gone), await unpaid({}, bela)]
  const of = (more: Partial<Said>) => ({ payment: `${PHONE}@ybl`, ...more })
  await notice(mine, of({}))
  await move(mine, 'cancelled')
  await notice(mine, of({ type: 'payment.refunded', refund: `R${PHONE}`, amount: 100 }))
  expect((await shop.call('POST', '/api/me/erase', { as: gone, body: { password: gone.password } })).status).toBe(204)
  const before = await seen(mine)
  expect((await notice(mine, of({}))).body.outcome).toBe('repeated')
  expect((await notice(mine, of({ type: 'payment.refunded', refund: `R${PHONE}`, amount: 100 }))).body.outcome).toBe('repeated')
  expect(await seen(mine)).toEqual(before)
  // Nor does it pay for somebody else.
  expect((await notice(other, of({}))).body.outcome).toBe('held')
  expect(await seen(other)).toMatchObject({ paymentState: 'pending', payments: [] })
  // What went back later counts, and so does other money.
  expect((await notice(mine, of({ type: 'payment.refunded', refund: `S${PHONE}`, amount: 200 }))).body.outcome).toBe('applied')
  expect((await notice(mine, of({ payment: `${PHONE}@axl` }))).body.outcome).toBe('applied')
  expect((await seen(mine)).payments.map(({ amount }) => amount)).toEqual([mine.totalPrice, 1, 2, mine.totalPrice])
  expect(await placesOf(shop, PHONE)).toEqual([])
})

test('[D28] of somebody else’s payment that is named for the order of a forgotten person, the id stays', async () => {
  const gone = await shop.person('Asharani')
  const [mine, other] = [await unpaid({}, gone), await unpaid({}, bela)]
  await notice(other)
  await move(mine, 'cancelled')
  expect((await shop.call('POST', '/api/me/erase', { as: gone, body: { password: gone.password } })).status).toBe(204)
  expect((await notice(mine, { payment: `pay-${other.number}` })).body.outcome).toBe('held')
  expect((await seen(mine)).payments).toEqual([])
})

test('[D28] what banks said of people who were forgotten before migration 0023 names nobody after it', async () => {
  const gone = await shop.person('Asharani')
  const PHONE = '919955199556'
  const mine = await unpaid({}, gone)
  await notice(mine, { payment: 'raw-1' })
  await notice(mine, { type: 'payment.refunded', payment: 'raw-1', refund: 'raw-2', amount: 100 })
  await move(mine, 'cancelled')
  expect((await shop.call('POST', '/api/me/erase', { as: gone, body: { password: gone.password } })).status).toBe(204)
  const before = await seen(mine)
  await shop.sql(`update payments set bank_id = $2 where order_id = $1`, [mine._id, `${PHONE}@ybl`])
  await shop.sql(
    `update payment_events e set refund = $2 from payments p where p.id = e.payment_id and p.order_id = $1 and e.kind = 'returned'`,
    [mine._id, `R${PHONE}`],
  )
  await shop.sql(
    `update payment_notices set payment = $2, refund = case kind when 'payment.refunded' then $3 else '' end where order_id = $1`,
    [mine._id, `${PHONE}@ybl`, `R${PHONE}`],
  )
  expect((await placesOf(shop, PHONE)).length).toBe(4)
  const migration = await readFile(new URL('../db/migrations/0023_forgotten.sql', import.meta.url), 'utf8')
  const repair = migration.split('-- Of those who were forgotten before')[1]?.split('-- Who was a guest')[0] ?? ''
  const statements = repair.split('\n').slice(1).join('\n').split(';')
  for (const statement of statements) if (statement.trim() !== '') await shop.sql(statement)
  expect(await placesOf(shop, PHONE)).toEqual([])
  expect((await notice(mine, { payment: `${PHONE}@ybl` })).body.outcome).toBe('repeated')
  expect((await seen(mine)).payments).toEqual(before.payments)
})

test('[F34] an order that was answered before the shop knew of payments first is answered again under its key', async () => {
  const key = randomUUID()
  const first = await order(shop, bela, pieces(), { key })
  const cashed = randomUUID()
  const taken = await cash(first.body, {}, desk, cashed)
  await shop.sql(`
    update idempotency_keys set answer = answer - 'payBy' - 'payLink' - 'moneyNote' ||
      jsonb_build_object('payments', (select coalesce(jsonb_agg(p - 'currency' - 'reference'), '[]') from jsonb_array_elements(answer -> 'payments') p))`)
  expect((await order(shop, bela, pieces(), { key })).status).toBe(500)
  const migration = await readFile(new URL('../db/migrations/0020_payments.sql', import.meta.url), 'utf8')
  await shop.sql(/update idempotency_keys k[^;]+;/.exec(migration)?.[0] ?? '')
  expect((await order(shop, bela, pieces(), { key })).body).toEqual(first.body)
  expect((await cash(first.body, {}, desk, cashed)).body).toEqual(taken.body)
})
