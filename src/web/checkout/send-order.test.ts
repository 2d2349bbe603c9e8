import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Cart } from '../../contract/cart.ts'
import { openAttempt } from './attempt.ts'
import { EMPTY_DRAFT } from './draft.ts'
import { sendOrder } from './send-order.ts'

const CART: Cart = { _id: 'c'.repeat(24), version: 3, items: [], subtotal: 450, deliveryFee: 50, totalPrice: 500 }
const typed = (notes: string) => ({ ...EMPTY_DRAFT, shippingAddress: '12 Park Street, Kolkata', phone: '+91 98300 12345', notes })
const TERMS = { holdId: null, coupon: '' }

type Sent = { readonly key: string; readonly body: string }
let sent: Sent[] = []

/** What the shop answers, one after another; null: its answer gets lost. */
function shopAnswers(...answers: readonly (readonly [status: number, body: object] | null)[]): void {
  const left = [...answers]
  vi.stubGlobal('fetch', async (_path: string, { headers, body }: { headers: Headers; body: string }) => {
    sent.push({ key: headers.get('Idempotency-Key') ?? '', body })
    const answer = left.shift() ?? null
    if (answer === null) throw new TypeError('the line was cut')
    return new Response(JSON.stringify(answer[1]), { status: answer[0] })
  })
}

const refusal = (status: number, code: string) => [status, { type: 'about:blank', title: code, status, code, message: code }] as const

beforeEach(() => {
  sent = []
  const kept = new Map<string, string>()
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('window', { sessionStorage, location: { pathname: '/checkout' } })
})
afterEach(() => vi.unstubAllGlobals())

test('[D12] a try that is turned away at the door makes an earlier one, whose answer got lost, no less an order', async () => {
  shopAnswers(null, refusal(429, 'rate.limited'), refusal(422, 'key.reused'), [201, { _id: 'the order' }])
  await sendOrder(CART, typed('no nuts'), TERMS)
  await sendOrder(CART, typed('ring twice'), TERMS)
  expect(await sendOrder(CART, typed('ring twice'), TERMS)).toEqual({ order: { _id: 'the order' }, earlier: true })
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
  expect(sent.at(-1)?.body).toBe(sent[0]?.body)
})

test('[D12] the same try turned away at the door may still be an order from before', async () => {
  shopAnswers(null, refusal(429, 'rate.limited'))
  await sendOrder(CART, typed('no nuts'), TERMS)
  await sendOrder(CART, typed('no nuts'), TERMS)
  expect(openAttempt()?.unanswered.map(({ body }) => body.notes)).toEqual(['no nuts'])
})

test('[D22] once the shop judged the order itself, no try before it can be one', async () => {
  shopAnswers(null, refusal(409, 'stock.short'))
  await sendOrder(CART, typed('no nuts'), TERMS)
  await sendOrder(CART, typed('ring twice'), TERMS)
  expect(openAttempt()?.unanswered).toEqual([])
})

test('[D12] the same wish is sent again as it was, also when nothing is kept for it any more', async () => {
  shopAnswers(null, [201, { _id: 'the order' }])
  await sendOrder(CART, typed('no nuts'), { holdId: 'a'.repeat(24), coupon: '' })
  expect(await sendOrder(CART, typed('no nuts'), TERMS)).toEqual({ order: { _id: 'the order' }, earlier: false })
  expect(sent[1]?.body).toBe(sent[0]?.body)
})
