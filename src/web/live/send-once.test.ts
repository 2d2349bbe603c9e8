import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendingOnce } from './send-once.ts'

type Sent = { readonly key: string; readonly signal: unknown }
let sent: Sent[] = []

/** What the shop answers, one after another; null: its answer gets lost. */
function shopAnswers(...answers: readonly (readonly [status: number, body: object] | null)[]): void {
  const left = [...answers]
  vi.stubGlobal('fetch', async (_path: string, { headers, signal }: { headers: Headers; signal?: AbortSignal }) => {
    sent.push({ key: headers.get('Idempotency-Key') ?? '', signal })
    const answer = left.shift() ?? null
    if (answer === null) throw new TypeError('the line was cut')
    return new Response(JSON.stringify(answer[1]), { status: answer[0] })
  })
}

const refusal = (status: number, code: string) => [status, { type: 'about:blank', title: code, status, code, message: code }] as const
const done = [200, {}] as const
const groups = () => sent.map(({ key }) => [...new Set(sent.map((other) => other.key))].indexOf(key))

beforeEach(() => {
  sent = []
  vi.stubGlobal('window', { location: { pathname: '/' } })
})
afterEach(() => vi.unstubAllGlobals())

test('the same wish keeps its key until it is done, whatever is answered meanwhile; then it is a new one', async () => {
  shopAnswers(null, refusal(429, 'rate.limited'), refusal(422, 'product.unavailable'), done, done)
  const send = sendingOnce()
  for (let i = 0; i < 5; i++) await send('/api/cart/add', { productId: 'a', quantity: 1 })
  expect(groups()).toEqual([0, 0, 0, 0, 1])
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/)
  for (const { signal } of sent) expect(signal).toBeInstanceOf(AbortSignal)
})

test('another choice, and another quantity, are wishes of their own', async () => {
  shopAnswers(null, null, done)
  const send = sendingOnce()
  await send('/api/cart/add', { productId: 'a', quantity: 1 })
  await send('/api/cart/add', { productId: 'a', quantity: 2 })
  await send('/api/cart/add', { productId: 'b', quantity: 2 })
  expect(groups()).toEqual([0, 1, 2])
})
