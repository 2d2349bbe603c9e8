import { expect, test } from 'vitest'
import type { Held } from '../../feed/client/fold.ts'
import { type AnyOrder, ownOrders } from './own-orders.ts'

const ASHA = 'a'.repeat(24)
const order = (id: string, minute: number, more: object = {}) =>
  ({
    _id: id,
    userId: ASHA,
    version: 1,
    rev: 1,
    status: 'pending',
    createdAt: `2026-11-22T08:${minute}:00.000Z`,
    ...more,
  }) as unknown as AnyOrder
const held = (...orders: AnyOrder[]) => new Map<string, Held>(orders.map((each) => [`order:${each._id}`, { rev: each.rev, data: each }]))
const ids = (orders: readonly AnyOrder[]) => orders.map(({ _id }) => _id)

test('[B12] an order of another tab stands first; those that were there keep their places', () => {
  const loaded = [order('two', 20), order('one', 10)]
  expect(ids(ownOrders(loaded, held(order('three', 30)), ASHA, true))).toEqual(['three', 'two', 'one'])
})

test("somebody else's order, which staff hold too, is not among one's own", () => {
  const foreign = order('theirs', 30, { userId: { _id: 'b'.repeat(24), name: 'Ravi', email: '', phone: '' } })
  const own = order('mine', 40, { userId: { _id: ASHA, name: 'Asha', email: '', phone: '' } })
  expect(ids(ownOrders([], held(foreign, own), ASHA, true))).toEqual(['mine'])
  expect(ids(ownOrders([], held(order('nobody', 50, { userId: null })), ASHA, true))).toEqual([])
})

test('older pages are left as they are, and so is what stands further down', () => {
  const loaded = [order('two', 20)]
  expect(ids(ownOrders(loaded, held(order('three', 30)), ASHA, false))).toEqual(['two'])
  expect(ids(ownOrders(loaded, held(order('one', 10)), ASHA, true))).toEqual(['two'])
})

test('the newer state of an order is shown, and one that is gone is not', () => {
  const moved = order('one', 10, { version: 2, rev: 2, status: 'shipped' })
  expect(ownOrders([order('one', 10)], held(moved), ASHA, true)).toEqual([moved])
  expect(ownOrders([order('one', 10)], new Map([['order:one', { rev: 2, data: null }]]), ASHA, true)).toEqual([])
})
