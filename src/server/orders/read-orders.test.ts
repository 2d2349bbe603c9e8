import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order, placed } from '../../../test/support/buying.ts'
import { addSlot } from '../../../test/support/delivery.ts'
import { AdminOrder, Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { orderCounts } from './orders.sql.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let bela: Person
let manager: Person
let baker: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  manager = await shop.person('Manager', 'manager')
  baker = await shop.person('Baker', 'staff', ['catalogue'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const buy = (as: Person) => placed(shop, as, [{ productId: truffle._id, quantity: 1 }])
const list = <T = Order>(as: Person, path: string) => shop.call<T[]>('GET', path, { as })

/** Follows `Link: rel="next"` to the end. */
async function walk<T>(as: Person, path: string, between: () => Promise<unknown> = async () => undefined): Promise<T[]> {
  const all: T[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: Awaited<ReturnType<typeof list<T>>> = await list<T>(as, next)
    expect(page.status, page.text).toBe(200)
    all.push(...page.body)
    next = /^<(.*)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1]
    await between()
  }
  return all
}

test('own orders come newest first, in pages that neither miss nor repeat while others come in', async () => {
  const mine: string[] = []
  for (let i = 0; i < 7; i++) mine.unshift((await buy(asha))._id)
  await buy(bela)
  expect((await list(asha, '/api/orders')).headers).toMatchObject({ 'x-total-count': '7' })
  const walked = await walk<Order>(asha, '/api/orders?limit=2', () => buy(asha))
  expect(walked.map(({ _id }) => _id)).toEqual(mine)
  for (const each of walked) expect(Order.parse(each)).toEqual(each)
})

test('orders of one moment are paged by id', async () => {
  const cleo = await shop.person('Cleo')
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push((await buy(cleo))._id)
  await shop.sql(`update orders set created_at = '2026-03-31 18:29:59.999999Z' where account_id = $1`, [cleo.id])
  const walked = await walk<Order>(cleo, '/api/orders?limit=1')
  expect(walked.map(({ _id }) => _id)).toEqual(ids.sort().reverse())
})

test('[C04] an order of somebody else and one that does not exist are answered alike', async () => {
  const { _id } = await buy(asha)
  const of = async (as: Person | undefined, id: string) => {
    const { status, body, headers } = await shop.call<Record<string, unknown>>('GET', `/api/orders/${id}`, { as })
    return { status, body: { ...body, requestId: '' }, type: headers['content-type'], length: headers['content-length'] }
  }
  for (const as of [bela, baker, undefined]) {
    const foreign = await of(as, _id)
    expect(foreign).toMatchObject({ status: 404, body: { code: 'order.not-found' } })
    expect(foreign).toEqual(await of(as, 'f'.repeat(24)))
  }
  expect((await of(asha, _id)).status).toBe(200)
  expect((await shop.call('GET', '/api/orders/nonsense', { as: asha })).status).toBe(400)
})

test('[C02] all orders are for staff with the right to them', async () => {
  expect((await shop.call('GET', '/api/orders/admin/all')).status).toBe(401)
  for (const as of [asha, baker]) expect((await list(as, '/api/orders/admin/all')).status).toBe(403)
  const { status, body } = await list<AdminOrder>(manager, '/api/orders/admin/all?limit=100')
  expect(status).toBe(200)
  for (const each of body) expect(AdminOrder.parse(each)).toEqual(each)
  expect(new Set(body.map(({ userId }) => userId?.name))).toEqual(new Set(['Asha', 'Bela', 'Cleo']))
  expect((await list(manager, '/api/orders/admin/all?limit=101')).status).toBe(400)
  expect((await list(manager, '/api/orders/admin/all?userId=x')).status).toBe(400)
})

test('staff find orders by status, number, buyer and phone; what they type is no pattern', async () => {
  const dina = await shop.person('Dina')
  const wanted = (await order(shop, dina, [{ productId: truffle._id, quantity: 1 }], { phone: '+91 77777 11111' })).body
  const find = async (query: string) => (await list<AdminOrder>(manager, `/api/orders/admin/all?${query}`)).body.map(({ _id }) => _id)
  for (const search of [wanted.number, wanted.number.toLowerCase(), 'dina', 'DINA', dina.email, '7777711111', ' Dina ']) {
    expect(await find(`search=${encodeURIComponent(search)}`), search).toEqual([wanted._id])
  }
  for (const search of ['%', '_', '\\', '(a+)+$', "' or true --"])
    expect(await find(`search=${encodeURIComponent(search)}`), search).toEqual([])
  await shop.call('PATCH', `/api/orders/${wanted._id}/status`, { as: manager, body: { status: 'processing' } })
  expect(await find('status=processing')).toEqual([wanted._id])
  expect(await find('status=processing&search=asha')).toEqual([])
  expect((await list(manager, '/api/orders/admin/all?status=baking')).status).toBe(400)
  expect(await orderCounts(shop.deps.db.read)).toMatchObject({ processing: 1, shipped: 0, delivered: 0, cancelled: 0 })
})

test('a mark that no Link header gave is refused', async () => {
  for (const after of [
    'x',
    Buffer.from('["1e400","ffffffffffffffffffffffff"]').toString('base64url'),
    Buffer.from('["now()","ffffffffffffffffffffffff"]').toString('base64url'),
  ]) {
    expect((await list(asha, `/api/orders?after=${after}`)).status, after).toBe(400)
  }
})

test('the counter lists the orders of a day, of a slot, or of both; a whole number finds that order alone', async () => {
  const [morning, evening] = [
    await addSlot(shop.sql, { name: 'Morning', starts: '08:00', ends: '12:00' }),
    await addSlot(shop.sql, { name: 'Evening', starts: '16:00', ends: '20:00' }),
  ]
  const dates = [3, 4].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10))
  const [first = '', second = ''] = dates
  const at = async (slotId: string, day: string) =>
    (await order(shop, bela, [{ productId: truffle._id, quantity: 1 }], { slot: { slotId, day } })).body
  const orders = [await at(morning, first), await at(evening, first), await at(morning, second)]
  const numbers = async (query: string) =>
    (await list<AdminOrder>(manager, `/api/orders/admin/all?${query}`)).body.map(({ number }) => number).reverse()
  const [one, two, three] = orders.map(({ number }) => number)
  expect(await numbers(`day=${first}`)).toEqual([one, two])
  expect(await numbers(`slot=${morning}`)).toEqual([one, three])
  expect(await numbers(`day=${second}&slot=${evening}`)).toEqual([])
  expect(await numbers(`day=${second}&slot=${morning}&status=pending`)).toEqual([three])
  expect(await numbers(`search=${one}`)).toEqual([one])
  expect(await numbers(`search=${one?.slice(3)}`)).toEqual([one])
  for (const bad of ['day=tomorrow', 'day=2026-02-30', 'slot=x', `day=${first}&day=${second}`])
    expect((await list(manager, `/api/orders/admin/all?${bad}`)).status, bad).toBe(400)
})
