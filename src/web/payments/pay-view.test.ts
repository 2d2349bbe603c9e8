import { expect, test } from 'vitest'
import { ORDER_STATUSES } from '../../domain/order-status.ts'
import { PAYMENT_STATES } from '../../domain/payment-state.ts'
import { readPayLink } from './pay-link.ts'
import { type Payable, payViewOf } from './pay-view.ts'

const LINK = 'upi://pay?pa=cakes@bank&pn=Cakes%20%26%20more&am=540.00&cu=INR&tr=CW-1041&tn=Order%20CW-1041'
const upi = (more: Partial<Payable>): Payable => ({
  status: 'pending',
  paymentMethod: 'upi',
  paymentState: 'pending',
  payBy: '2026-11-22T08:15:00.000Z',
  payLink: LINK,
  ...more,
})
const nothingToPay = { payBy: null, payLink: null }

test('[D21] an order whose money comes first can be paid until it is there, also after a try that failed', () => {
  expect(payViewOf(upi({}))).toEqual({ at: 'waiting', link: LINK, payBy: '2026-11-22T08:15:00.000Z', failed: false })
  expect(payViewOf(upi({ paymentState: 'failed' }))).toMatchObject({ at: 'waiting', failed: true })
  expect(payViewOf(upi({ paymentState: 'authorized', ...nothingToPay }))).toEqual({ at: 'on-its-way' })
  expect(payViewOf(upi({ paymentState: 'paid', ...nothingToPay }))).toEqual({ at: 'paid' })
})

test('[F32] money that is here for a cancelled order is told as what it is, until it was given back', () => {
  const cancelled = { status: 'cancelled', ...nothingToPay } as const
  expect(payViewOf(upi({ ...cancelled, paymentState: 'none' }))).toEqual({ at: 'nothing' })
  expect(payViewOf(upi({ ...cancelled, paymentState: 'paid' }))).toEqual({ at: 'came-anyway' })
  expect(payViewOf(upi({ ...cancelled, paymentState: 'refunded' }))).toEqual({ at: 'given-back' })
})

test('nothing is said of money at the door, and nobody is asked to pay without a link', () => {
  for (const status of ORDER_STATUSES)
    for (const paymentState of PAYMENT_STATES) {
      expect(payViewOf(upi({ status, paymentState, paymentMethod: 'cod' }))).toEqual({ at: 'nothing' })
      expect(payViewOf(upi({ status, paymentState, ...nothingToPay })).at).not.toBe('waiting')
    }
})

test('who is paid is read from the link as UPI apps read it', () => {
  expect(readPayLink(LINK)).toEqual({ upiId: 'cakes@bank', name: 'Cakes & more' })
})
