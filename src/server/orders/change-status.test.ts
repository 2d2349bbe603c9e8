import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { countOf, newsOf, placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import { AdminOrder, Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { NEXT, ORDER_STATUSES, type OrderStatus } from '../../domain/order-status.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let bela: Person
let manager: Person
let desk: Person
let baker: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  manager = await shop.person('Manager', 'manager')
  desk = await shop.person('Desk', 'staff', ['orders'])
  baker = await shop.person('Baker', 'staff', ['catalogue'])
})
afterAll(() => shop[Symbol.asyncDispose]())

type Moved = AdminOrder & { code: string; from: string; to: string; current: AdminOrder }
const fresh = (product = truffle, quantity = 1) => placed(shop, asha, [{ productId: product._id, quantity }])
const move = (
  as: Person | undefined,
  id: string,
  status: unknown,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) => shop.call<Moved>('PATCH', `/api/orders/${id}/status`, { as, body: { status, ...more }, headers })
const stockOf = async ({ _id }: Product) => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [_id]))[0]?.stock
/** An order that is put where no path of the shop needs to lead. */
const orderAt = async (status: OrderStatus) => {
  const { _id } = await fresh()
  await shop.sql('update orders set status = $2 where id = $1', [_id, status])
  return _id
}

test('staff move an order to the end; each step is kept and told', async () => {
  const { _id, number } = await fresh()
  for (const status of ['processing', 'shipped', 'delivered'] as const) {
    const { status: code, body } = await move(desk, _id, status)
    expect(code).toBe(200)
    expect(AdminOrder.parse(body)).toEqual(body)
    expect(body).toMatchObject({ status, userId: { _id: asha.id, name: 'Asha' } })
  }
  const { body } = await shop.call<Order>('GET', `/api/orders/${_id}`, { as: asha })
  expect(Order.parse(body)).toEqual(body)
  expect(body).toMatchObject({ status: 'delivered', version: 4, userId: asha.id })
  expect(body.history.map(({ status }) => status)).toEqual(['pending', 'processing', 'shipped', 'delivered'])
  const seen = await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: desk })
  expect(seen.body.history.map(({ by }) => by)).toEqual(['Asha', 'Desk', 'Desk', 'Desk'])
  const told = await shop.sql<{ message: string }>(
    'select message from notifications where account_id = $1 and data ->> $2 = $3 order by created_at',
    [asha.id, 'orderId', _id],
  )
  expect(told.map(({ message }) => message)).toEqual([
    'Your order has been received!',
    `Order ${number} is being made.`,
    `Order ${number} is on its way.`,
    `Order ${number} has been delivered.`,
  ])
})

test('the first app’s words are understood', async () => {
  const { _id } = await fresh()
  expect((await move(manager, _id, 'accepted')).body.status).toBe('processing')
  expect((await move(manager, _id, 'baking')).body).toMatchObject({ code: 'order.bad-move', from: 'processing', to: 'processing' })
  expect((await move(manager, _id, 'out_for_delivery')).body.status).toBe('shipped')
  expect((await move(manager, _id, 'completed')).body.status).toBe('delivered')
})

test('[D16] a status that is no word of the shop is refused, and nobody is told anything', async () => {
  const { _id } = await fresh()
  const before = await Promise.all([countOf(shop, 'notifications'), countOf(shop, 'feed.entry')])
  for (const status of ['<img>', {}, 'DELIVERED ', 'Delivered', '', null, ['shipped'], 1, '__proto__', 'toString']) {
    expect((await move(manager, _id, status)).status, JSON.stringify(status)).toBe(400)
  }
  expect((await move(manager, _id, 'processing', { reason: 'a\nb' })).status).toBe(400)
  expect((await move(manager, _id, 'processing', { message: 'x' })).status).toBe(400)
  expect(await Promise.all([countOf(shop, 'notifications'), countOf(shop, 'feed.entry')])).toEqual(before)
})

test('[D17] of all 25 pairs the shop takes the table’s moves and answers the others with where the order is', async () => {
  for (const from of ORDER_STATUSES) {
    for (const to of ORDER_STATUSES) {
      const { status, body } = await move(manager, await orderAt(from), to)
      const pair = `${from} → ${to}`
      if (NEXT[from].includes(to)) expect({ pair, status, at: body.status }).toEqual({ pair, status: 200, at: to })
      else expect({ pair, status, body }).toMatchObject({ status: 409, body: { code: 'order.bad-move', from, to } })
    }
  }
})

test('[D17] whatever is asked in whatever order, an order walks along the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...ORDER_STATUSES), { minLength: 1, maxLength: 8 }), async (asked) => {
      const { _id } = await fresh()
      let at: OrderStatus = 'pending'
      let version = 1
      for (const to of asked) {
        const { status } = await move(manager, _id, to)
        expect(status).toBe(NEXT[at].includes(to) ? 200 : 409)
        if (status === 200) [at, version] = [to, version + 1]
      }
      const { body } = await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: manager })
      expect([body.status, body.version, body.history.length]).toEqual([at, version, version])
    }),
    { numRuns: 25 },
  )
})

test('[D18] of two who saw the same version exactly one moves the order; the other is shown it', async () => {
  for (let round = 0; round < 10; round++) {
    const { _id, version } = await fresh()
    const answers = await Promise.all([move(manager, _id, 'processing', { version }), move(desk, _id, 'cancelled', { version })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [won, lost] = answers.sort((a, b) => a.status - b.status)
    expect(lost?.body.code).toBe('order.changed')
    expect(lost?.body.current).toEqual(won?.body)
  }
})

test('[D18] If-Match says the version as well', async () => {
  const { _id } = await fresh()
  expect((await move(manager, _id, 'processing', {}, { 'if-match': '"2"' })).body.code).toBe('order.changed')
  expect((await move(manager, _id, 'processing', {}, { 'if-match': '"1"' })).status).toBe(200)
  expect((await move(manager, _id, 'shipped', {}, { 'if-match': 'yesterday' })).status).toBe(400)
})

test('[C03] a customer moves nothing, and may only cancel an own order while it is pending', async () => {
  const { _id } = await fresh()
  const before = await newsOf(shop, `order:${_id}`)
  for (const status of ORDER_STATUSES) expect((await move(bela, _id, status)).body.code, status).toBe('order.not-found')
  for (const status of ['pending', 'processing', 'shipped', 'delivered'])
    expect(await move(asha, _id, status)).toMatchObject({ status: 403, body: { code: 'access.denied' } })
  expect(await move(undefined, _id, 'cancelled')).toMatchObject({ status: 401 })
  expect(await move(baker, _id, 'processing')).toMatchObject({ status: 404 })
  expect(await newsOf(shop, `order:${_id}`)).toEqual(before)
  const { status, body } = await move(asha, _id, 'cancelled', { reason: 'Changed my mind' })
  expect(status).toBe(200)
  expect(Order.parse(body)).toEqual(body)
  expect(body).toMatchObject({ status: 'cancelled', reason: 'Changed my mind', userId: asha.id })
  const baking = await fresh()
  await move(manager, baking._id, 'processing')
  expect(await move(asha, baking._id, 'cancelled')).toMatchObject({
    status: 409,
    body: { code: 'order.bad-move', from: 'processing', to: 'cancelled' },
  })
})

test('[C04] to move somebody else’s order or none is answered alike', async () => {
  const { _id } = await fresh()
  const [theirs, none] = [await move(bela, _id, 'cancelled'), await move(bela, 'f'.repeat(24), 'cancelled')]
  const told = ({ status, body }: typeof theirs) => ({ ...body, status, requestId: '' })
  expect(told(theirs)).toEqual(told(none))
})

test('[D20] an order that is cancelled twenty times at once returns its pieces once', async () => {
  const cake = await shop.product({ stock: 10 })
  const { _id } = await fresh(cake, 3)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => move(i % 2 === 0 ? manager : asha, _id, 'cancelled')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.code === 'order.bad-move')).toHaveLength(19)
  expect(await stockOf(cake)).toBe(10)
})

test('what is cancelled in the making keeps its pieces off the shelf', async () => {
  const cake = await shop.product({ stock: 10 })
  const { _id } = await fresh(cake, 3)
  await move(manager, _id, 'processing')
  expect((await move(manager, _id, 'cancelled')).status).toBe(200)
  expect(await stockOf(cake)).toBe(7)
})

test('[F39] a buyer who cancels while staff set to work: one of them wins, and the path is legal', async () => {
  for (let round = 0; round < 25; round++) {
    const cake = await shop.product({ stock: 5 })
    const { _id } = await fresh(cake)
    await Promise.all([move(asha, _id, 'cancelled'), move(manager, _id, 'processing'), move(desk, _id, 'shipped')])
    const { body } = await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: manager })
    const path = body.history.map(({ status }) => status)
    for (const [i, to] of path.slice(1).entries()) expect(NEXT[path[i] ?? 'delivered'], path.join(' → ')).toContain(to)
    expect(path.at(-1)).toBe(body.status)
    expect(await stockOf(cake)).toBe(body.status === 'cancelled' ? 5 : 4)
  }
})

test('[D15] the order of a person who is gone is moved on, and staff hear of it', async () => {
  const gone = await shop.person('Gone')
  const { _id } = await placed(shop, gone, [{ productId: truffle._id, quantity: 1 }])
  await shop.sql('delete from accounts where id = $1', [gone.id])
  const screen = await shop.classic(desk)
  const { status, body } = await move(manager, _id, 'processing')
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'processing', userId: null } })
  await until('staff heard', () => screen.heard.some(({ event }) => event === 'order_status_updated'))
  const news = await newsOf(shop, `order:${_id}`)
  expect(news.findLast(({ type }) => type === 'order_status_updated')).toMatchObject({ audience: 'admin', data: { userId: null } })
  expect((await move(manager, _id, 'cancelled')).status).toBe(200)
})

/** That the order was placed may be told late, to a socket that opened meanwhile. */
const isAboutTheMove = ({ event, payload }: { event: string; payload: { data?: unknown } }) =>
  event === 'customer_notification' && (payload.data as { status?: string }).status === 'processing'

test('[B10] [B13] one move is one event for each: staff see the buyer, the buyer does not see staff', async () => {
  const { _id } = await fresh()
  const [staff, buyer, other] = [await shop.classic(desk), await shop.classic(asha), await shop.classic(bela)]
  const { body } = await move(manager, _id, 'processing')
  await until('the buyer was notified', () => buyer.heard.some(isAboutTheMove))
  const of = ({ heard }: typeof staff) => heard.filter(({ event }) => event === 'order_status_updated').map(({ payload }) => payload.data)
  await until('staff heard', () => of(staff).length > 0)
  expect(of(staff)).toEqual([body])
  const { printedVersion: _, moneyNote: __, ...shared } = body
  const history = body.history.map(({ status, at, kind }) => ({ status, at, kind }))
  expect(of(buyer)).toEqual([{ ...shared, history, userId: asha.id }])
  expect(other.heard).toEqual([])
})

test('[B10] a manager who is the buyer hears of a move once', async () => {
  const { _id } = await placed(shop, manager, [{ productId: truffle._id, quantity: 1 }])
  const screen = await shop.classic(manager)
  await move(desk, _id, 'processing')
  await until('the notification came', () => screen.heard.some(isAboutTheMove))
  expect(screen.heard.filter(({ event }) => event === 'order_status_updated')).toHaveLength(1)
})
