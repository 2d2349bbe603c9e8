import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, countOf, newsOf, placed } from '../../../test/support/buying.ts'
import { AdminOrder, Order, type Reordered } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { BACK, NEXT, ORDER_STATUSES, type OrderStatus } from '../../domain/order-status.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let bela: Person
let desk: Person
let other: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  desk = await shop.person('Desk', 'staff', ['orders'])
  other = await shop.person('Other', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

type Answered = AdminOrder & { code: string; current: AdminOrder }
const fresh = (product = truffle, quantity = 1) => placed(shop, asha, [{ productId: product._id, quantity }])
const move = (id: string, status: OrderStatus, more: object = {}, as = desk) =>
  shop.call<Answered>('PATCH', `/api/orders/${id}/status`, { as, body: { status, ...more } })
const correct = (id: string, more: object = {}, as = desk) =>
  shop.call<Answered>('POST', `/api/orders/${id}/correct`, { as, body: { reason: 'Wrong ticket', ...more } })
const tick = (id: string, line: number, done: number, key?: string, as = desk) =>
  shop.call<Answered>('PUT', `/api/orders/${id}/done`, {
    as,
    body: { line, done },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  })
const seenBy = async (as: Person, id: string) => (await shop.call<AdminOrder>('GET', `/api/orders/${id}`, { as })).body
const stockOf = async ({ _id }: Product) => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [_id]))[0]?.stock

test('[D31] staff take a step back with a reason: both stand in the history, the buyer reads that it was corrected and not why', async () => {
  const { _id, number } = await fresh()
  await move(_id, 'processing')
  await move(_id, 'shipped')
  const { status, body } = await correct(_id, { version: 3 })
  expect(status).toBe(200)
  expect(AdminOrder.parse(body)).toEqual(body)
  expect(body).toMatchObject({ status: 'processing', version: 4, reason: '' })
  expect(body.history.at(-1)).toMatchObject({ status: 'processing', kind: 'correction', reason: 'Wrong ticket', by: 'Desk' })
  const own = await shop.call<Order>('GET', `/api/orders/${_id}`, { as: asha })
  expect(Order.parse(own.body)).toEqual(own.body)
  expect(own.body.history.map(({ status, kind }) => `${status} ${kind}`)).toEqual([
    'pending move',
    'processing move',
    'shipped move',
    'processing correction',
  ])
  expect(own.text).not.toContain('Wrong ticket')
  const [told] = await shop.sql<{ message: string }>(
    `select message from notifications where account_id = $1 and data ->> 'orderId' = $2 order by created_at desc limit 1`,
    [asha.id, _id],
  )
  expect(told?.message).toBe(`The bakery corrected a step. Order ${number} is being made.`)
})

test('[D31] [D17] a correction leads back along the table alone, needs a reason, and is no buyer’s', async () => {
  for (const from of ORDER_STATUSES) {
    const { _id } = await fresh()
    await shop.sql('update orders set status = $2 where id = $1', [_id, from])
    const { status, body } = await correct(_id)
    if (BACK[from] === null) expect({ from, status, code: body.code }).toEqual({ from, status: 409, code: 'order.bad-move' })
    else expect({ from, status, at: body.status }).toEqual({ from, status: 200, at: BACK[from] })
  }
  const { _id } = await fresh()
  await move(_id, 'processing')
  expect((await correct(_id, { reason: ' ' })).status).toBe(400)
  expect((await correct(_id, {}, asha)).body.code).toBe('access.denied')
  expect((await correct(_id, { version: 1 })).body).toMatchObject({ code: 'order.changed', current: { version: 2 } })
})

test('[D31] after ten minutes a step stands', async () => {
  const { _id } = await fresh()
  await move(_id, 'processing')
  await shop.sql(`update order_history set at = at - interval '601 seconds' where order_id = $1`, [_id])
  expect(await correct(_id)).toMatchObject({ status: 409, body: { code: 'order.too-late' } })
  await shop.sql(`update order_history set at = at + interval '30 seconds' where order_id = $1`, [_id])
  expect((await correct(_id)).status).toBe(200)
})

test('[D31] a step that is taken back makes the older ones no fresher; those that are fresh themselves can be taken back in turn', async () => {
  const { _id } = await fresh()
  for (const status of ['processing', 'shipped', 'delivered'] as const) await move(_id, status)
  await shop.sql(`update order_history set at = at - interval '2 days' where order_id = $1 and status in ('pending', 'processing')`, [_id])
  expect((await correct(_id)).body.status).toBe('shipped')
  expect((await correct(_id)).body.status).toBe('processing')
  expect(await correct(_id)).toMatchObject({ status: 409, body: { code: 'order.too-late' } })
  await move(_id, 'shipped')
  expect((await correct(_id)).body.status).toBe('processing')
  expect((await correct(_id)).body.code).toBe('order.too-late')
})

test('[D17] [D18] moves and corrections of two at once: every path is one of moves forth and corrections back', async () => {
  const step = fc.constantFrom<OrderStatus | 'back'>('processing', 'shipped', 'delivered', 'cancelled', 'back')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const { _id } = await fresh()
      for (const [index, it] of steps.entries()) {
        const { version } = await seenBy(desk, _id)
        const act = (as: Person) => (it === 'back' ? correct(_id, { version }, as) : move(_id, it, { version }, as))
        const answers = await Promise.all(index % 2 === 0 ? [act(desk), act(other)] : [act(desk)])
        expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
      }
      const { history, version } = await seenBy(desk, _id)
      expect(version).toBe(history.length)
      for (const [i, { status, kind }] of history.slice(1).entries()) {
        const before = history[i]?.status ?? 'delivered'
        if (kind === 'move') expect(NEXT[before]).toContain(status)
        else expect(BACK[before]).toBe(status)
      }
    }),
    { numRuns: 15 },
  )
})

test('[D20] what is cancelled in the making gives its pieces back when staff say so, once', async () => {
  for (const [giveBack, left] of [
    [true, 10],
    [false, 7],
  ] as const) {
    const cake = await shop.product({ stock: 10 })
    const { _id } = await fresh(cake, 3)
    await move(_id, 'processing')
    const answers = await Promise.all(Array.from({ length: 8 }, () => move(_id, 'cancelled', { giveBack, reason: 'No oven' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await stockOf(cake)).toBe(left)
  }
  const { _id } = await fresh()
  expect((await move(_id, 'cancelled', { giveBack: true }, asha)).body.code).toBe('access.denied')
})

test('a refused order says that the shop refused it, and why', async () => {
  const { _id, number } = await fresh()
  await move(_id, 'cancelled', { reason: 'Our oven is broken' })
  expect(await seenBy(asha, _id)).toMatchObject({ cancelledBy: 'shop', reason: 'Our oven is broken', paymentState: 'none' })
  const own = await fresh()
  await move(own._id, 'cancelled', {}, asha)
  expect(await seenBy(desk, own._id)).toMatchObject({ cancelledBy: 'buyer' })
  const told = await shop.sql<{ message: string }>(`select message from notifications where data ->> 'orderId' = $1`, [_id])
  expect(told.map(({ message }) => message)).toContain(`Our oven is broken. Order ${number} has been cancelled.`)
})

test('[D32] the kitchen ticks pieces off: said twice it is done once, everybody hears it, and it overtakes no move', async () => {
  const { _id, version } = await fresh(truffle, 3)
  const before = await countOf(shop, 'notifications')
  const one = await tick(_id, 0, 2, 'tick')
  expect(one.status).toBe(200)
  expect(one.body.items[0]).toMatchObject({ quantity: 3, done: 2 })
  await tick(_id, 0, 3)
  expect((await tick(_id, 0, 2, 'tick')).text).toBe(one.text)
  expect((await tick(_id, 0, 3)).body.items[0]?.done).toBe(3)
  const news = await newsOf(shop, `order:${_id}`)
  expect(news.filter(({ audience }) => audience === 'admin').map(({ rev }) => rev)).toEqual([1, 2, 3])
  expect(news.filter(({ audience }) => audience.startsWith('user:')).map(({ rev }) => rev)).toEqual([1, 2, 3])
  expect(await countOf(shop, 'notifications')).toBe(before)
  expect((await move(_id, 'processing', { version })).status).toBe(200)
  for (const [line, done, code] of [
    [0, 4, 'line.not-found'],
    [1, 0, 'line.not-found'],
  ] as const)
    expect((await tick(_id, line, done)).body.code).toBe(code)
  expect((await tick(_id, 0, -1)).status).toBe(400)
  expect((await tick(_id, 0, 1, undefined, asha)).body.code).toBe('access.denied')
  await move(_id, 'cancelled')
  expect((await tick(_id, 0, 1)).body).toMatchObject({ code: 'order.changed', current: { status: 'cancelled' } })
})

test('a printed ticket is right while the order goes on, and no more once it is cancelled or corrected', async () => {
  const { _id } = await fresh()
  const printed = await shop.call<AdminOrder>('POST', `/api/orders/${_id}/printed`, { as: desk })
  expect(printed.body).toMatchObject({ printedVersion: 1, version: 1 })
  expect((await move(_id, 'processing')).body).toMatchObject({ printedVersion: 2, version: 2 })
  expect((await correct(_id)).body).toMatchObject({ printedVersion: 2, version: 3 })
})

test('[D21] cash is taken once, by whom and how much is kept, and it never becomes unpaid', async () => {
  const { _id, totalPrice } = await fresh()
  await move(_id, 'processing')
  await move(_id, 'shipped')
  const { body } = await move(_id, 'delivered', { cashTaken: true })
  expect(body).toMatchObject({ paymentState: 'paid', payments: [{ kind: 'taken', method: 'cash', amount: totalPrice, by: 'Desk' }] })
  await correct(_id)
  expect((await move(_id, 'delivered', { cashTaken: true })).body.payments).toHaveLength(1)
  expect((await shop.call<AdminOrder>('POST', `/api/orders/${_id}/cash`, { as: desk })).body.payments).toHaveLength(1)
  expect((await seenBy(asha, _id)).payments[0]).not.toHaveProperty('by')
  await expect(shop.deps.db.read.deleteFrom('payment_events').execute()).rejects.toThrow(/permission denied/)
})

test('[D21] cash that comes later is recorded later; what was paid goes back when the order is cancelled after all', async () => {
  const { _id, totalPrice } = await fresh()
  for (const status of ['processing', 'shipped', 'delivered'] as const) await move(_id, status)
  expect(await seenBy(desk, _id)).toMatchObject({ paymentState: 'pending', payments: [] })
  await Promise.all(Array.from({ length: 5 }, () => shop.call('POST', `/api/orders/${_id}/cash`, { as: desk })))
  expect(await seenBy(desk, _id)).toMatchObject({ paymentState: 'paid', payments: [{ amount: totalPrice }] })
  await correct(_id)
  await correct(_id)
  const { body } = await move(_id, 'cancelled', { reason: 'It fell' })
  expect(body).toMatchObject({ paymentState: 'refunded', payments: [{ kind: 'taken' }, { kind: 'returned', amount: totalPrice }] })
  expect((await shop.call<Answered>('POST', `/api/orders/${_id}/cash`, { as: desk })).body.code).toBe('order.bad-move')
})

test('ordering again puts the lines into the cart and names what is gone; somebody else’s order is none', async () => {
  const gone = await shop.product({ name: 'Gone' })
  const order = await placed(shop, asha, [
    { productId: truffle._id, quantity: 2, message: 'Again' },
    { productId: gone._id, quantity: 1 },
  ])
  await shop.sql('update products set available = false where id = $1', [gone._id])
  await addToCart(shop, asha, { productId: truffle._id, message: 'Again' })
  const { body } = await shop.call<Reordered>('POST', `/api/orders/${order._id}/reorder`, { as: asha })
  expect(body).toEqual({ added: 1, gone: [{ name: 'Gone', why: 'This product is not on offer now.' }] })
  expect((await cartOf(shop, asha)).items).toMatchObject([{ quantity: 3, message: 'Again' }])
  for (const as of [bela, desk, undefined])
    expect((await shop.call<Answered>('POST', `/api/orders/${order._id}/reorder`, { as })).body.code).toBe('order.not-found')
})

test('ordering again under one key puts the lines in once, however often it is sent, and tells of it once', async () => {
  const cara = await shop.person('Cara')
  const order = await placed(shop, cara, [
    { productId: truffle._id, quantity: 2 },
    { productId: truffle._id, quantity: 1, message: 'Again' },
  ])
  const again = (key: string) =>
    shop.call<Reordered>('POST', `/api/orders/${order._id}/reorder`, { as: cara, headers: { 'idempotency-key': key } })
  const answers = [...(await Promise.all([again('one press'), again('one press')])), await again('one press')]
  expect(answers.map(({ body }) => body)).toEqual(Array(3).fill({ added: 2, gone: [] }))
  expect((await cartOf(shop, cara)).items).toMatchObject([{ quantity: 2 }, { quantity: 1 }])
  expect(await newsOf(shop, `cart:${cara.id}`)).toHaveLength(1)
  await again('another press')
  expect((await cartOf(shop, cara)).items).toMatchObject([{ quantity: 4 }, { quantity: 2 }])
})

test('ordering again leaves out a cake whose option cannot be had now, names it, and adds the others once', async () => {
  const flavors = ['Vanilla', 'Mango'].map((name) => ({ name, priceMultiplier: 1 }))
  const mango = await shop.product({ name: 'Mango dream', flavors })
  const order = await placed(shop, bela, [
    { productId: truffle._id, quantity: 1 },
    { productId: mango._id, quantity: 1, flavor: 'Mango' },
  ])
  const manager = await shop.person('Manager', 'manager')
  const pause = { flavors: [flavors[0], { ...flavors[1], available: false }] }
  expect((await shop.call('PATCH', `/api/products/${mango._id}`, { as: manager, body: pause })).status).toBe(200)
  const { status, body } = await shop.call<Reordered>('POST', `/api/orders/${order._id}/reorder`, { as: bela })
  expect({ status, body }).toEqual({
    status: 200,
    body: { added: 1, gone: [{ name: 'Mango dream', why: 'This cannot be had now. Choose another.' }] },
  })
  expect((await cartOf(shop, bela)).items).toMatchObject([{ name: 'Truffle', quantity: 1 }])
})
