import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProductInput } from '../../../contract/product.ts'
import { creation } from './create-product.ts'

type Sent = { readonly method: string; readonly path: string; readonly key: string | null; readonly name: string }
let sent: Sent[] = []

/** What the shop answers, one after another; null: its answer gets lost. */
function shopAnswers(...answers: readonly (readonly [status: number, body: object] | null)[]): void {
  const left = [...answers]
  vi.stubGlobal('fetch', async (path: string, { method, headers, body }: { method: string; headers: Headers; body: string }) => {
    sent.push({ method, path, key: headers.get('Idempotency-Key'), name: JSON.parse(body).name })
    const answer = left.shift() ?? null
    if (answer === null) throw new TypeError('the line was cut')
    return new Response(JSON.stringify(answer[1]), { status: answer[0] })
  })
}
const refusal = (status: number, code: string) => [status, { type: 'about:blank', title: code, status, code, message: code }] as const
const made = [201, { _id: 'x', version: 1 }] as const
const named = (name: string) => ProductInput.parse({ name, category: 'Cakes', basePrice: 400 })

beforeEach(() => {
  sent = []
  vi.stubGlobal('window', { location: { pathname: '/admin/products/new' } })
})
afterEach(() => vi.unstubAllGlobals())

test('a try whose answer got lost is sent again as it was, and what was changed meanwhile is saved on top of it', async () => {
  shopAnswers(null, refusal(429, 'rate.limited'), made, [200, { _id: 'x', version: 2 }])
  const create = creation()
  await create(named('Plum'))
  await create(named('Plum cake'))
  expect(await create(named('Plum cake'))).toMatchObject({ ok: true, data: { version: 2 } })
  expect(sent.map(({ method, name }) => `${method} ${name}`)).toEqual(['POST Plum', 'POST Plum', 'POST Plum', 'PATCH Plum cake'])
  expect(new Set(sent.slice(0, 3).map(({ key }) => key)).size).toBe(1)
})

test('two at once are one wish; what the shop refused is none any more', async () => {
  shopAnswers(made, made, refusal(400, 'request.invalid'), made)
  const create = creation()
  await Promise.all([create(named('Plum')), create(named('Plum'))])
  const other = creation()
  await other(named('Fig'))
  await other(named('Fig cake'))
  const keys = sent.map(({ key }) => key)
  expect(keys[0]).toBe(keys[1])
  expect(new Set(keys).size).toBe(3)
})
