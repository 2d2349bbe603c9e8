import { expect, test } from 'vitest'
import type { StaffOrder } from '../../contract/ticket.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { columnsOf, totalsOf } from './tickets.ts'

const item = (name: string, quantity: number, eggOption = 'Egg', done = 0) => ({ name, size: '1 kg', eggOption, quantity, done })
const order = (_id: string, status: OrderStatus, createdAt: string, ...items: object[]) => ({ _id, status, createdAt, items }) as StaffOrder

const FIRST = '2026-11-22T09:00:00.000Z'
const LATER = '2026-11-22T10:00:00.000Z'
const ids = (orders: readonly StaffOrder[]) => orders.map(({ _id }) => _id)

test('tickets hang in the column of their status, the oldest first; what is done hangs nowhere', () => {
  const orders = [
    order('c', 'pending', LATER),
    order('b', 'pending', FIRST),
    order('a', 'processing', LATER),
    order('d', 'delivered', FIRST),
  ]
  const columns = columnsOf(orders, new Map())
  expect([ids(columns.pending), ids(columns.processing), ids(columns.shipped)]).toEqual([['b', 'c'], ['a'], []])
})

test('what is due first hangs first, whenever it was ordered', () => {
  const due = (id: string, createdAt: string, dueAt: string) => ({ ...order(id, 'pending', createdAt), slot: { dueAt } }) as StaffOrder
  const orders = [due('a', FIRST, '2026-11-24T09:00:00.000Z'), due('b', LATER, '2026-11-23T09:00:00.000Z')]
  expect(ids(columnsOf(orders, new Map()).pending)).toEqual(['b', 'a'])
})

test('a ticket whose order was cancelled stays where it hung until somebody has read it', () => {
  const orders = [order('a', 'processing', LATER), order('b', 'cancelled', FIRST)]
  expect(ids(columnsOf(orders, new Map([['b', 'processing']])).processing)).toEqual(['b', 'a'])
  expect(ids(columnsOf(orders, new Map()).processing)).toEqual(['a'])
})

test('what is ticked off is no longer to be made', () => {
  const totals = totalsOf([order('a', 'processing', FIRST, item('Truffle', 3, 'Egg', 2), item('Rasmalai', 1, 'Egg', 1))])
  expect(totals.map(({ what, quantity }) => `${quantity} ${what}`)).toEqual(['1 Truffle 1 kg'])
})

test('what is to be made is counted over all tickets, egg and eggless apart, the most first', () => {
  const totals = totalsOf([
    order('a', 'pending', FIRST, item('Truffle', 1), item('Rasmalai', 3, 'Eggless')),
    order('b', 'processing', FIRST, item('Truffle', 1), item('Truffle', 1, 'Eggless')),
    order('c', 'shipped', FIRST, item('Truffle', 9)),
  ])
  expect(totals.map(({ what, eggOption, quantity }) => `${quantity} ${what} ${eggOption}`)).toEqual([
    '3 Rasmalai 1 kg Eggless',
    '2 Truffle 1 kg Egg',
    '1 Truffle 1 kg Eggless',
  ])
})
