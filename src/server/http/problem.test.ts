import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { refuse } from '../refusal.ts'
import { handleError } from './problem.ts'

/** What a request gets to hear when its route throws this. */
async function answerTo(thrown: unknown) {
  const app = Fastify()
  app.setErrorHandler(handleError)
  app.get('/', () => {
    throw thrown
  })
  const { statusCode, headers, body } = await app.inject('/')
  await app.close()
  return { status: statusCode, headers, body, ...(JSON.parse(body) as { code: string; message: string; requestId: string }) }
}

const SECRET = 'select password_hash from accounts at /srv/cakewire/log-in.ts:12'

test.each([
  ['a bug', new TypeError(SECRET)],
  [
    'a constraint that nobody thought of',
    Object.assign(new Error(SECRET), { code: '23514', constraint: SECRET, detail: SECRET, table: SECRET }),
  ],
  ['an error with a status of its own', Object.assign(new Error(SECRET), { statusCode: 500 })],
])('[C12] %s is told as ours, with a number to ask after and nothing else', async (_what, thrown) => {
  const { status, headers, body, code, message, requestId } = await answerTo(thrown)
  expect({ status, code, message }).toEqual({
    status: 500,
    code: 'server.error',
    message: 'That went wrong on our side. Nothing was lost; try again.',
  })
  expect(headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
  expect(requestId).not.toBe('')
  expect(body).not.toMatch(/password_hash|cakewire\/|log-in\.ts|stack/)
})

test.each([
  ['a lost connection', Object.assign(new Error(SECRET), { code: 'ECONNRESET' })],
  ['a server that shuts down', Object.assign(new Error(SECRET), { code: '57P01' })],
  ['a full disk', Object.assign(new Error(SECRET), { code: '53100' })],
  ['a pool with nobody free', new Error('timeout exceeded when trying to connect')],
])('[C12] %s is told as a moment to wait', async (_what, thrown) => {
  const { status, headers, body, code } = await answerTo(thrown)
  expect({ status, code, after: headers['retry-after'] }).toEqual({ status: 503, code: 'server.busy', after: '1' })
  expect(body).not.toContain('password_hash')
})

test('[C12] a refusal is told with its own code, sentence and details', async () => {
  const thrown = await Promise.resolve()
    .then(() => refuse('order.bad-move', { from: 'shipped', to: 'pending' }))
    .catch((error: unknown) => error)
  expect(await answerTo(thrown)).toMatchObject({ status: 409, code: 'order.bad-move', from: 'shipped', to: 'pending' })
})

test('a guest who is no more is asked to sign in, and not told of a bug', async () => {
  const thrown = Object.assign(new Error(SECRET), { code: '23503', constraint: 'carts_account_id_fkey' })
  expect(await answerTo(thrown)).toMatchObject({ status: 401, code: 'auth.expired' })
})

test('[A12] what a bug leaves in the log is where it happened, and nobody’s data', async () => {
  const lines: string[] = []
  const app = Fastify({ logger: { level: 'error', stream: { write: (line: string) => lines.push(line) } } })
  app.setErrorHandler(handleError)
  app.get('/', () => {
    throw Object.assign(new Error('new row violates check constraint'), {
      code: '23514',
      constraint: 'orders_total_check',
      detail: 'Failing row contains (asha@shop.test, $argon2id$, +919876543210).',
    })
  })
  await app.inject('/')
  await app.close()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('orders_total_check')
  expect(lines[0]).not.toMatch(/asha@|argon2|98765/)
})
