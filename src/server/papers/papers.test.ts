import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { placed } from '../../../test/support/buying.ts'
import type { AdminOrder, Order } from '../../contract/order.ts'
import { Paper } from '../../contract/paper.ts'
import type { Product } from '../../contract/product.ts'
import { fromRupees } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { moveOrder } from '../orders/move-order.ts'
import { findPaper } from './papers.sql.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let desk: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  desk = await shop.person('Desk', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const fresh = () => placed(shop, asha, [{ productId: truffle._id, quantity: 1 }])
const move = (id: string, status: OrderStatus, more: object = {}) =>
  shop.call<AdminOrder>('PATCH', `/api/orders/${id}/status`, { as: desk, body: { status, ...more } })
const issued = async (like: string): Promise<number[]> => {
  const rows = await shop.sql<{ number: string }>('select number from papers where number like $1', [like])
  return rows.map(({ number }) => Number(number.split('/').at(-1))).sort((a, b) => a - b)
}
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
/** As the shop moves it, at another moment. */
const moveAt = ({ _id, totalPrice }: Order, from: OrderStatus, to: OrderStatus, at: string) =>
  shop.deps.db.transaction((tx) =>
    moveOrder(
      tx,
      _id,
      { status: from, paymentMethod: 'cod', paymentState: 'pending', total: fromRupees(totalPrice) },
      { to, reason: '', by: desk.id, at: new Date(at) },
    ),
  )

test('[D29] fifty accepted at once, some of them cut off: the numbers are 1 to n, none twice, none left out', async () => {
  const orders = await Promise.all(Array.from({ length: 50 }, fresh))
  const cut = setInterval(() => {
    void shop.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cakewire' and datname = current_database()
          and state <> 'idle' order by random() limit 1`,
    )
  }, 15)
  const answers = await Promise.all(orders.map(({ _id }) => move(_id, 'processing', { version: 1 })))
  clearInterval(cut)
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => ![200, 500, 503].includes(status))).toEqual([])
  const [accepted] = await shop.sql<{ count: number }>(`select count(*) as count from orders where status = 'processing'`)
  const numbers = await issued('CW/%')
  expect(numbers).toEqual(upTo(accepted?.count ?? 0))
  expect(numbers.length).toBeGreaterThanOrEqual(statuses.filter((status) => status === 200).length)
  for (const { _id } of orders) await move(_id, 'processing', { version: 1 })
  expect(await issued('CW/%')).toEqual(upTo(50))
})

test('[D29] what is rolled back took no number', async () => {
  const order = await fresh()
  const before = await issued('CW/%')
  await expect(
    shop.deps.db.transaction(async (tx) => {
      const money = { paymentMethod: 'cod', paymentState: 'pending', total: fromRupees(order.totalPrice) } as const
      const { papers } = await moveOrder(tx, order._id, { status: 'pending', ...money }, { to: 'processing', reason: '', by: desk.id })
      expect(papers).toHaveLength(1)
      throw new Error('never mind')
    }),
  ).rejects.toThrow('never mind')
  expect(await issued('CW/%')).toEqual(before)
  await move(order._id, 'processing')
  expect(await issued('CW/%')).toEqual(upTo(before.length + 1))
})

test('[D29] the series begins anew on 1 April, 0:00, by the shop’s clock', async () => {
  const [old, young] = [await fresh(), await fresh()]
  const numberOf = async (order: Order, at: string) => (await moveAt(order, 'pending', 'processing', at)).papers[0]?.number
  expect(await numberOf(old, '2071-03-31T18:29:59.999Z')).toBe('CW/70-71/00001')
  expect(await numberOf(young, '2071-03-31T18:30:00.000Z')).toBe('CW/71-72/00001')
  expect(await findPaper(shop.deps.db.read, old._id, 'invoice')).toMatchObject({ day: '2071-03-31' })
  expect(await findPaper(shop.deps.db.read, young._id, 'invoice')).toMatchObject({ day: '2071-04-01' })
})

test('an order that is accepted twice after a correction has one invoice; what is cancelled before has none, after it a credit note', async () => {
  const { _id } = await fresh()
  const first = (await move(_id, 'processing')).body.papers
  await shop.call('POST', `/api/orders/${_id}/correct`, { as: desk, body: { reason: 'Wrong one' } })
  expect((await move(_id, 'processing')).body.papers).toEqual(first)
  const { papers } = (await move(_id, 'cancelled', { reason: 'No oven' })).body
  expect(papers.map(({ kind }) => kind)).toEqual(['invoice', 'credit-note'])
  const note = await findPaper(shop.deps.db.read, _id, 'credit-note')
  expect(note).toMatchObject({
    title: 'Credit note',
    number: expect.stringMatching(/^CWC.*00001$/),
    against: { number: first[0]?.number, reason: 'No oven' },
  })
  const pending = await fresh()
  expect((await move(pending._id, 'cancelled')).body.papers).toEqual([])
})

test('[D30] what a paper says stays: neither the shop’s new name nor the shop’s own role changes it', async () => {
  const { _id, number } = await fresh()
  await shop.sql(`update settings set legal_name = 'Meera Bakes LLP', address = '1 Oven Road', fssai = '11223344556677'`)
  await move(_id, 'processing')
  await shop.sql(`update settings set legal_name = 'Another', fssai = null`)
  const paper = await findPaper(shop.deps.db.read, _id, 'invoice')
  expect(Paper.parse(paper)).toEqual(paper)
  expect(paper).toMatchObject({
    title: 'Bill',
    orderNumber: number,
    seller: { name: 'Meera Bakes LLP', address: '1 Oven Road', fssai: '11223344556677', gstin: null },
    buyer: { name: 'Asha' },
    lines: [
      { name: 'Truffle', quantity: 1, price: 450, taxable: 450, cgst: 0, total: 450 },
      { name: 'Delivery', total: 50 },
    ],
    total: 500,
    totalInWords: 'Rupees five hundred only',
  })
  const { read } = shop.deps.db
  await expect(read.updateTable('papers').set({ total: 1 }).execute()).rejects.toThrow(/permission denied/)
  await expect(read.deleteFrom('papers').execute()).rejects.toThrow(/permission denied/)
  await expect(read.deleteFrom('paper_series').execute()).rejects.toThrow(/permission denied/)
})

test('a registered shop’s invoice splits the tax that each line holds', async () => {
  await shop.sql(`update settings set gstin = '29ABCDE1234F1Z5'`)
  const { _id } = await fresh()
  await shop.sql(`update order_items set hsn = '1905', tax_rate = 500, taxable = 42858, cgst = 1071, sgst = 1071 where order_id = $1`, [
    _id,
  ])
  const tax = { hsn: '1905', rate: 500, taxable: 4762, cgst: 119, sgst: 119, igst: 0 }
  await shop.sql('update orders set delivery_tax = $2 where id = $1', [_id, tax])
  await move(_id, 'processing')
  const paper = await findPaper(shop.deps.db.read, _id, 'invoice')
  expect(paper).toMatchObject({ title: 'Tax invoice', taxable: 476.2, cgst: 11.9, sgst: 11.9, igst: 0, total: 500, placeOfSupply: '29' })
  expect(paper?.lines.map(({ hsn, rate, cgst }) => ({ hsn, rate, cgst }))).toEqual([
    { hsn: '1905', rate: 5, cgst: 10.71 },
    { hsn: '1905', rate: 5, cgst: 1.19 },
  ])
  await shop.sql('update settings set gstin = null')
})
