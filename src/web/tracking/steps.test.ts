import { expect, test } from 'vitest'
import { ORDER_STATUSES, type OrderStatus } from '../../domain/order-status.ts'
import { stepsOf } from './steps.ts'

const at = (minute: number) => `2026-11-22T08:${minute}:00.000Z`
const written = (...statuses: OrderStatus[]) => statuses.map((status, index) => ({ status, at: at(10 + index), kind: 'move' as const }))
const line = (status: OrderStatus, history: ReturnType<typeof written>) =>
  stepsOf({ status, history }).map((step) => `${step.status} ${step.state}`)

test('an order on the road has two steps behind it, with their times, and one ahead', () => {
  const history = written('pending', 'processing', 'shipped')
  expect(stepsOf({ status: 'shipped', history })).toEqual([
    { status: 'pending', at: at(10), state: 'done' },
    { status: 'processing', at: at(11), state: 'done' },
    { status: 'shipped', at: at(12), state: 'current' },
    { status: 'delivered', at: null, state: 'ahead' },
  ])
})

test('a delivered order has nothing ahead and nothing under way', () => {
  expect(line('delivered', written('pending', 'processing', 'shipped', 'delivered'))).toEqual([
    'pending done',
    'processing done',
    'shipped done',
    'delivered done',
  ])
})

test('[D26] a cancelled order ends where it was cancelled, and has no further steps', () => {
  expect(line('cancelled', written('pending', 'processing', 'cancelled'))).toEqual(['pending done', 'processing done', 'cancelled ended'])
  expect(line('cancelled', written('pending', 'cancelled'))).toEqual(['pending done', 'cancelled ended'])
})

test('[D26] a status that this page does not know stands after what happened', () => {
  const melted = 'melted' as OrderStatus
  expect(line(melted, written('pending', melted))).toEqual(['pending done', 'melted ended'])
  expect(stepsOf({ status: melted, history: [] })).toEqual([{ status: melted, at: null, state: 'ended' }])
})

test('[D26] every status of the shop has a line in which the order stands somewhere', () => {
  for (const status of ORDER_STATUSES) expect(stepsOf({ status, history: [] }).some((step) => step.status === status)).toBe(true)
})
