import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove, ORDER_STATUSES, type OrderStatus } from './order-status.ts'
import { canPay, isOverdue, mayProceed, NEXT_PAYMENT, PAYMENT_STATES, type PaymentState, WHEN_CANCELLED } from './payment-state.ts'

/** Written out again on purpose: the only ways there are, of 49. */
const WAYS = new Set([
  'none→paid',
  'pending→authorized',
  'pending→paid',
  'pending→failed',
  'pending→none',
  'authorized→paid',
  'authorized→failed',
  'authorized→none',
  'paid→part_refunded',
  'paid→refunded',
  'part_refunded→refunded',
  'part_refunded→paid',
  'refunded→paid',
  'failed→authorized',
  'failed→none',
])
const BEFORE_PAID = new Set<PaymentState>(['none', 'pending', 'authorized', 'failed'])

test('[D21] of the 49 ordered pairs of payment states exactly fifteen are ways', () => {
  for (const from of PAYMENT_STATES)
    for (const to of PAYMENT_STATES) expect(canPay(from, to), `${from}→${to}`).toBe(WAYS.has(`${from}→${to}`))
})

test('[D21] what was paid is never unpaid again, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PAYMENT_STATES), { maxLength: 30 }), (asked) => {
      const path: PaymentState[] = ['pending']
      for (const to of asked) if (canPay(path.at(-1) ?? 'pending', to)) path.push(to)
      const paid = path.findIndex((state) => !BEFORE_PAID.has(state))
      return paid === -1 || path.slice(paid).every((state) => !BEFORE_PAID.has(state))
    }),
    { numRuns: 5_000 },
  )
})

test('cancelling settles the money along the table', () => {
  for (const state of PAYMENT_STATES) {
    const to = WHEN_CANCELLED[state]
    expect(to === state || NEXT_PAYMENT[state].includes(to), `${state}→${to}`).toBe(true)
    expect(['none', 'refunded']).toContain(to)
  }
})

test('[D21] a prepaid order whose money is not there is only ever cancelled', () => {
  const event = fc.oneof(
    fc.record({ pay: fc.constantFrom(...PAYMENT_STATES) }),
    fc.record({ move: fc.constantFrom<OrderStatus>(...ORDER_STATUSES) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let [status, money]: [OrderStatus, PaymentState] = ['pending', 'pending']
      let secured = false
      for (const it of events) {
        if ('pay' in it) {
          if (canPay(money, it.pay)) money = it.pay
          secured ||= money === 'authorized' || money === 'paid'
        } else if (canMove(status, it.move) && mayProceed('prepaid', money, it.move)) status = it.move
        if (status !== 'pending' && status !== 'cancelled' && !secured) return false
      }
      return true
    }),
    { numRuns: 5_000 },
  )
  expect(mayProceed('on-delivery', 'pending', 'processing')).toBe(true)
})

test('[F32] an order that waits for its money is over at the very moment, and only while nothing is there or promised', () => {
  const payBy = new Date('2026-11-29T09:15:00.000Z')
  const at = (ms: number) => new Date(payBy.getTime() + ms)
  for (const paymentState of PAYMENT_STATES)
    for (const status of ORDER_STATUSES) {
      const waits = status === 'pending' && (paymentState === 'pending' || paymentState === 'failed')
      const order = { status, paymentState, payBy }
      expect([-1, 0, 1].map((ms) => isOverdue(order, at(ms)))).toEqual([false, waits, waits])
      expect(isOverdue({ ...order, payBy: null }, at(1))).toBe(false)
    }
})
