import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { newsOf, placed } from '../../../test/support/buying.ts'
import type { Answer } from '../../../test/support/http.ts'
import { until } from '../../../test/support/until.ts'
import type { Notification } from '../../contract/notification.ts'
import type { Product } from '../../contract/product.ts'
import { type MissedProduct, MOST_ALERTS, type StockAlert } from '../../contract/stock-alert.ts'
import { publishDue } from '../catalog/publish-due.ts'
import { pruneAlerts } from './prune-alerts.ts'
import { MOST_AT_ONCE, tellMore } from './tell-back.ts'

let shop: TestShop
let keeper: Person
let desk: Person
beforeAll(async () => {
  shop = await boot()
  keeper = await shop.person('Keeper', 'staff', ['catalogue'])
  desk = await shop.person('Desk', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

type Who = { readonly token?: string | undefined }
type Answered = StockAlert & { code: string }
let visitors = 1
/** Each call from an address of its own: alerts are limited by address. */
const ask = <T>(method: string, path: string, who: Who, body?: unknown): Promise<Answer<T>> =>
  shop.call<T>(method, path, {
    token: who.token,
    ...(body !== undefined && { body }),
    from: `127.3.${visitors >> 8}.${visitors++ & 255 || 1}`,
  })
const want = (who: Who, { _id }: Product) => ask<Answered>('PUT', `/api/products/${_id}/stock-alert`, who)
const cancel = (who: Who, { _id }: Product) => ask<Answered>('DELETE', `/api/products/${_id}/stock-alert`, who)
const waitsFor = async (who: Who) => (await ask<StockAlert[]>('GET', '/api/stock-alerts', who)).body.map(({ productId }) => productId)
const soldOut = (fields: object = {}) => shop.product({ stock: 0, ...fields })
const edit = async ({ _id }: Product, fields: object) => {
  const { status, text } = await ask('PATCH', `/api/products/${_id}`, keeper, fields)
  if (status !== 200) throw new Error(text)
}
const told = async (who: Who, { _id }: Product) =>
  (await ask<Notification[]>('GET', '/api/notifications?limit=100', who)).body.filter(({ data }) => data?.productId === _id)
const countOf = async ({ _id }: Product) =>
  (await ask<MissedProduct[]>('GET', '/api/admin/stock-alerts', keeper)).body.find(({ productId }) => productId === _id)?.waiting ?? 0
const guestFor = async (product: Product): Promise<Required<Who>> => {
  const answer = await want({}, product)
  expect(answer.status).toBe(200)
  return { token: String(answer.headers['cakewire-guest-token']) }
}

test('[F73] who waits for a sold-out cake is told once, on every screen, when some is made: customer and guest alike', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut({ name: 'Rasmalai' })
  const guest = await guestFor(cake)
  expect((await want(asha, cake)).body).toMatchObject({ productId: cake._id, state: 'waiting' })
  await using phone = await shop.screen(asha)
  const plain = await shop.classic(asha)
  await edit(cake, { stock: 3 })
  const heard = () => phone.applied.filter(({ type, entity }) => type === 'customer_notification' || entity === `stock_alert:${cake._id}`)
  await until('the phone heard', () => heard().length >= 2)
  expect(phone.data<StockAlert>(`stock_alert:${cake._id}`)?.state).toBe('told')
  await until('the plain client heard', () => plain.heard.some(({ event }) => event === 'customer_notification'))
  for (const who of [asha, guest])
    expect(await told(who, cake)).toMatchObject([{ message: 'Rasmalai is back: it can be ordered again.', type: 'success', read: false }])
  // In the transaction that put it back: one moment of the feed.
  const news = await shop.sql<{ aud: string; type: string }>(
    `select aud, type from feed.entry where seq = (select max(seq) from feed.entry where entity = $1) order by idx`,
    [`product:${cake._id}`],
  )
  expect(news.filter(({ type }) => type === 'customer_notification')).toHaveLength(2)
  expect(await waitsFor(asha)).toEqual([])
})

test('[F73] a second restock, or many at once, tells nobody twice; who wants to know again is told again', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut()
  await want(asha, cake)
  await Promise.all([1, 2, 3, 4, 5].map((stock) => edit(cake, { stock })))
  await edit(cake, { stock: 0 })
  await edit(cake, { stock: 9 })
  expect(await told(asha, cake)).toHaveLength(1)
  await edit(cake, { stock: 0 })
  expect((await want(asha, cake)).body.state).toBe('waiting')
  await edit(cake, { stock: null })
  expect(await told(asha, cake)).toHaveLength(2)
})

test('a cancelled order that puts the last piece back tells who waits', async () => {
  const [asha, bela] = [await shop.person('Asha'), await shop.person('Bela')]
  const cake = await shop.product({ stock: 1 })
  const order = await placed(shop, asha, [{ productId: cake._id, quantity: 1 }])
  await want(bela, cake)
  await ask('PATCH', `/api/orders/${order._id}/status`, desk, { status: 'cancelled', reason: 'Oven broke' })
  expect(await told(bela, cake)).toHaveLength(1)
})

test('a cake tells that it is back however it comes back: put on the shelf, by a plan, out of the archive, or an option that can be had', async () => {
  const asha = await shop.person('Asha')
  const flavors = [{ name: 'Mango', priceMultiplier: 1, available: false }]
  const [hidden, planned, archived, paused] = [
    await shop.product({ available: false }),
    await shop.product({ available: false }),
    await shop.product(),
    await shop.product({ flavors }),
  ]
  await ask('DELETE', `/api/products/${archived._id}`, keeper)
  for (const cake of [hidden, planned, archived, paused]) expect((await want(asha, cake)).status).toBe(200)
  await edit(hidden, { available: true })
  await edit(planned, { publishAt: '2020-01-01T00:00:00Z' })
  await publishDue(shop.deps.db, new Date())
  await ask('POST', `/api/products/${archived._id}/restore`, keeper)
  await edit(paused, { flavors: [{ ...flavors[0], available: true }] })
  for (const cake of [hidden, planned, archived, paused]) expect(await told(asha, cake)).toHaveLength(1)
})

test('pieces that come to a cake that is off the shelf tell nobody yet', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut()
  await want(asha, cake)
  await edit(cake, { available: false })
  await edit(cake, { stock: 5 })
  expect(await told(asha, cake)).toEqual([])
  await edit(cake, { available: true })
  expect(await told(asha, cake)).toHaveLength(1)
})

test('who changed their mind is not told; asking twice, and undoing what was never asked, changes nothing', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut()
  const first = await want(asha, cake)
  expect((await want(asha, cake)).body).toEqual(first.body)
  expect((await cancel(asha, cake)).body).toMatchObject({ state: 'off', version: first.body.version + 1 })
  expect((await cancel(asha, cake)).body).toMatchObject({ state: 'off', version: first.body.version + 1 })
  expect((await cancel({}, cake)).body).toMatchObject({ state: 'off', version: 0 })
  await edit(cake, { stock: 1 })
  expect(await told(asha, cake)).toEqual([])
})

test('what can be ordered now cannot be waited for, and nobody becomes a guest for it', async () => {
  const asha = await shop.person('Asha')
  const cake = await shop.product({ stock: 2 })
  const guests = () => shop.sql(`select count(*) from accounts where role = 'guest'`)
  const before = await guests()
  for (const who of [asha, {}]) expect((await want(who, cake)).body.code).toBe('product.orderable')
  expect((await ask<Answered>('PUT', `/api/products/${'0'.repeat(24)}/stock-alert`, {})).body.code).toBe('product.not-found')
  expect(await guests()).toEqual(before)
})

test('of a wish and the restock at once none is lost: it is told, or refused because the cake is there', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => shop.person(`Racer ${i}`)))
  const cake = await soldOut()
  const [, ...answers] = await Promise.all([edit(cake, { stock: 1 }), ...people.map((who) => want(who, cake))])
  for (const [place, who] of people.entries()) {
    const is = answers[place]?.status === 200 ? 'waits' : answers[place]?.body.code
    expect([is, (await told(who, cake)).length]).toEqual(is === 'waits' ? ['waits', 1] : ['product.orderable', 0])
  }
  expect(await countOf(cake)).toBe(0)
})

test('[F42] what a guest waits for belongs to the account after the sign-in, once, and its other devices hear of it', async () => {
  const asha = await shop.person('Asha')
  const [both, guests] = [await soldOut(), await soldOut()]
  await want(asha, both)
  const guest = await guestFor(both)
  await want(guest, guests)
  expect([await countOf(both), await countOf(guests)]).toEqual([2, 1])
  await using phone = await shop.screen(asha)
  await ask('POST', '/api/auth/login', guest, { email: asha.email, password: asha.password })
  await until('the phone knows', () => phone.data<StockAlert>(`stock_alert:${guests._id}`)?.state === 'waiting')
  expect((await waitsFor(asha)).sort()).toEqual([both._id, guests._id].sort())
  expect([await countOf(both), await countOf(guests)]).toEqual([1, 1])
  for (const cake of [both, guests]) await edit(cake, { stock: 1 })
  for (const cake of [both, guests]) expect(await told(asha, cake)).toHaveLength(1)
})

test('[F64] what somebody waits for is theirs alone to see and to undo', async () => {
  const [asha, bela] = [await shop.person('Asha'), await shop.person('Bela')]
  const cake = await soldOut()
  await want(asha, cake)
  await cancel(bela, cake)
  expect([await waitsFor(asha), await waitsFor(bela), await waitsFor({})]).toEqual([[cake._id], [], []])
  await edit(cake, { stock: 1 })
  expect((await newsOf(shop, `stock_alert:${cake._id}`)).map(({ audience }) => audience)).toEqual([`user:${asha.id}`, `user:${asha.id}`])
  expect(await told(bela, cake)).toEqual([])
})

test('how many wait is for staff with the right to the catalogue, and live', async () => {
  const [asha, bela] = [await shop.person('Asha'), await shop.person('Bela')]
  const cake = await soldOut()
  await using editor = await shop.screen(keeper)
  const shown = () => editor.data<{ waiting: number }>(`stock_alert_count:${cake._id}`)?.waiting
  await want(asha, cake)
  await want(bela, cake)
  await until('both are counted', () => shown() === 2)
  await cancel(bela, cake)
  await until('one is left', () => shown() === 1)
  expect(await countOf(cake)).toBe(1)
  await edit(cake, { stock: 1 })
  await until('none is left', () => shown() === 0)
  expect([...new Set((await newsOf(shop, `stock_alert_count:${cake._id}`)).map(({ audience }) => audience))]).toEqual(['catalogue'])
  for (const [who, status] of [
    [asha, 403],
    [desk, 403],
    [{}, 401],
  ] as const)
    expect((await ask('GET', '/api/admin/stock-alerts', who)).status).toBe(status)
})

test('however many ask at once, one person waits for a hundred products at most', async () => {
  const asha = await shop.person('Asha')
  const cakes = await shop.sql<{ id: string }>(
    `insert into products (name, category, base_price, stock) select 'Cake ' || i, 'Many', 45000, 0 from generate_series(1, $1) i returning id`,
    [MOST_ALERTS + 3],
  )
  const answers = await Promise.all(cakes.map(({ id }) => ask<Answered>('PUT', `/api/products/${id}/stock-alert`, asha)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(MOST_ALERTS)
  expect(answers.filter(({ body }) => body.code === 'alert.too-many')).toHaveLength(3)
})

test('[F73] however many wait, the save tells a bounded number and the rest is told after it, each once, by two nodes at a time', async () => {
  const cake = await soldOut()
  const crowd = 2 * MOST_AT_ONCE + 7
  await shop.sql(
    `with people as (insert into accounts (role, name) select 'guest', 'Guest' from generate_series(1, $1) returning id)
     insert into stock_alerts (account_id, product_id) select id, $2 from people`,
    [crowd, cake._id],
  )
  expect(await countOf(cake)).toBe(crowd)
  const messages = async () =>
    await shop.sql<{ people: number; messages: number }>(
      `select count(distinct account_id) as people, count(*) as messages from notifications where data ->> 'productId' = $1`,
      [cake._id],
    )
  const drain = async () => {
    while (await tellMore(shop.deps.db));
  }
  await edit(cake, { stock: 5 })
  expect(await messages()).toEqual([{ people: MOST_AT_ONCE, messages: MOST_AT_ONCE }])
  // It sells out before the others are told: they go on waiting.
  await edit(cake, { stock: 0 })
  await drain()
  expect(await countOf(cake)).toBe(crowd - MOST_AT_ONCE)
  await edit(cake, { stock: 5 })
  await until('all were told', async () => {
    await Promise.all([drain(), drain()])
    return (await countOf(cake)) === 0
  })
  expect(await messages()).toEqual([{ people: crowd, messages: crowd }])
  expect(await tellMore(shop.deps.db)).toBe(false)
})

test('[D28] who is forgotten waits for nothing, staff see it, and before that they take along what they waited for', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut({ name: 'Waited for' })
  await want(asha, cake)
  const mine = await ask<{ stockAlerts: object[] }>('GET', '/api/me/export', asha)
  expect(mine.body.stockAlerts).toMatchObject([{ product: 'Waited for', state: 'waiting' }])
  await using editor = await shop.screen(keeper)
  expect((await ask('POST', '/api/me/erase', asha, { password: asha.password })).status).toBe(204)
  await until('staff see it', () => editor.data<{ waiting: number }>(`stock_alert_count:${cake._id}`)?.waiting === 0)
  expect(await shop.sql('select 1 from stock_alerts where account_id = $1', [asha.id])).toEqual([])
  expect(await shop.sql('select body from feed.entry where aud = $1 and body is not null', [`user:${asha.id}`])).toEqual([])
})

test('a guest who can no longer come back waits for nothing, and what was over long ago is swept out', async () => {
  const asha = await shop.person('Asha')
  const cake = await soldOut()
  await guestFor(cake)
  await want(asha, cake)
  await cancel(asha, cake)
  await shop.sql(
    `delete from sessions where account_id in (select account_id from stock_alerts where product_id = $1 and state = 'waiting')`,
    [cake._id],
  )
  await shop.sql(`update accounts set created_at = now() - interval '2 days' where role = 'guest'`)
  await shop.sql(`update stock_alerts set changed_at = now() - interval '32 days' where product_id = $1 and state = 'off'`, [cake._id])
  while ((await pruneAlerts(shop.deps.db)) > 0);
  expect(await shop.sql('select 1 from stock_alerts where product_id = $1', [cake._id])).toEqual([])
  expect(await countOf(cake)).toBe(0)
})
