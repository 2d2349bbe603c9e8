import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type TestShop } from '../../../test/support/boot.ts'

type SignedIn = { user: { _id: string; email: string; role: string }; token?: string }
type Refused = { code: string; message: string; requestId?: string }

let shop: TestShop
let visitors = 0
/** Limits count by address: each test calls from its own. */
const anAddress = () => `127.2.0.${++visitors}`

beforeAll(async () => {
  shop = await boot()
})
afterAll(() => shop[Symbol.asyncDispose]())

const login = <T = SignedIn>(body: unknown, from = anAddress()) => shop.call<T>('POST', '/api/auth/login', { body, from })
const register = <T = SignedIn>(body: unknown, from = anAddress()) => shop.call<T>('POST', '/api/auth/register', { body, from })

test('who registers is signed in, and signs in again later with any spelling of the e-mail', async () => {
  const made = await register({ name: 'Asha', email: 'Asha@Cakes.Example', password: 'mango after rain', phone: '+91 98 765-43210' })
  expect(made.status).toBe(201)
  expect(made.body.user).toEqual({
    _id: expect.stringMatching(/^[0-9a-f]{24}$/),
    name: 'Asha',
    email: 'asha@cakes.example',
    phone: '+919876543210',
    role: 'customer',
    owner: false,
    rights: [],
  })
  expect(made.headers['cache-control']).toBe('no-store')
  const again = await login({ email: '  ASHA@cakes.example ', password: 'mango after rain' })
  expect(again.status).toBe(200)
  expect(again.body.user).toEqual(made.body.user)
  const me = await shop.call('GET', '/api/auth/me', { headers: { authorization: `Bearer ${again.body.token}` } })
  expect(me.body).toEqual(made.body.user)
})

test('[E03] an unknown e-mail, a malformed one and a wrong password are told the same', async () => {
  const asha = await shop.person('Asha')
  const answers = await Promise.all([
    login<Refused>({ email: asha.email, password: 'not this one' }),
    login<Refused>({ email: 'nobody@shop.test', password: asha.password }),
    login<Refused>({ email: "' or 1=1 --\u0000", password: asha.password }),
  ])
  const bodies = answers.map(({ status, body: { requestId, ...body } }) => ({ status, body, named: typeof requestId }))
  expect(bodies[0]).toMatchObject({ status: 401, body: { code: 'auth.wrong-credentials' }, named: 'string' })
  expect(bodies[1]).toEqual(bodies[0])
  expect(bodies[2]).toEqual(bodies[0])
})

test('twelve people who register one e-mail at the same moment make one account', async () => {
  const spellings = ['ravi@shop.test', 'RAVI@shop.test', ' Ravi@Shop.test']
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      register<SignedIn & Refused>({ name: `Ravi ${i}`, email: spellings[i % 3], password: 'second filter coffee' }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(11).fill(409)])
  for (const { status, body } of answers) if (status === 409) expect(body.code).toBe('auth.email-taken')
  expect(await shop.sql(`select 1 from accounts where lower(email) = 'ravi@shop.test'`)).toHaveLength(1)
})

test.each([
  ['a key that is not on the form', { role: 'owner' }],
  ['__proto__', JSON.parse('{"__proto__": {"role": "owner"}}') as object],
  ['constructor', { constructor: { prototype: { polluted: 1 } } }],
  ['an operator', { $set: { role: 'owner' } }],
  ['an object for the e-mail', { email: { $ne: '' } }],
  ['a short password', { password: 'seven77' }],
  ['a name in two lines', { name: 'Asha\nBcc: all@shop.test' }],
  ['a name that turns the line around', { name: 'Asha \u202egnp' }],
  ['no phone number', { phone: 'call me' }],
])('[C06] registering with %s is refused and makes nobody', async (_what, wrong) => {
  const form = JSON.stringify({ name: 'Eve', email: 'eve@shop.test', password: 'long enough' })
  // By hand: JSON.stringify and spreads lose `__proto__`.
  const raw = `${form.slice(0, -1)},${Object.getOwnPropertyNames(wrong)
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(Object.getOwnPropertyDescriptor(wrong, key)?.value)}`)
    .join(',')}}`
  const answer = await shop.call<Refused>('POST', '/api/auth/register', { raw, from: anAddress() })
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'request.invalid' })
  expect(await shop.sql(`select 1 from accounts where email = 'eve@shop.test'`)).toEqual([])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('[C06] nobody makes themselves more than a customer through their own account', async () => {
  const asha = await shop.person('Asha')
  for (const wrong of [
    { role: 'owner' },
    { rights: ['orders'] },
    { email: 'x@shop.test' },
    { banned: false },
    { _id: '0'.repeat(24) },
    { $inc: { version: 1 } },
  ]) {
    const answer = await shop.call<Refused>('PUT', '/api/auth/me', { as: asha, body: { name: 'Asha', ...wrong } })
    expect(answer.body.code, JSON.stringify(wrong)).toBe('request.invalid')
  }
  const renamed = await shop.call('PUT', '/api/auth/me', { as: asha, body: { name: 'Asha Menon', phone: '' } })
  expect(renamed.body).toEqual({
    _id: asha.id,
    name: 'Asha Menon',
    email: asha.email,
    phone: '',
    role: 'customer',
    owner: false,
    rights: [],
  })
})

test('[C15] the twenty-first sign-in from one address within a minute is refused, and told when to come back', async () => {
  const from = anAddress()
  const form = { email: 'nobody@shop.test', password: 'a guess' }
  for (let i = 0; i < 20; i++) expect((await login(form, from)).status).toBe(401)
  const refused = await login<Refused>(form, from)
  expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 429, code: 'rate.limited' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.headers['content-type']).toMatch('application/problem+json')
})

test('[C15] the eleventh registration from one address within a minute is refused', async () => {
  const from = anAddress()
  const statuses: number[] = []
  for (let i = 0; i < 11; i++) statuses.push((await register({ name: 'Eve', email: 'eve', password: 'x' }, from)).status)
  expect(statuses).toEqual([...Array<number>(10).fill(400), 429])
})

test('[E13] who guesses at an account from one address does not keep its owner out from another', async () => {
  const asha = await shop.person('Asha')
  const guesser = anAddress()
  for (let i = 0; i < 25; i++) await login({ email: asha.email, password: `guess ${i}` }, guesser)
  expect((await login({ email: asha.email, password: asha.password })).status).toBe(200)
})

test('[F74] a hundred wrong sign-ins at once leave the shop answering, and each is answered', async () => {
  const tries = Promise.all(Array.from({ length: 100 }, () => login<Refused>({ email: 'nobody@shop.test', password: 'a guess' })))
  const health = await shop.call('GET', '/api/health', {})
  expect(health.status).toBe(200)
  const statuses = new Set((await tries).map(({ status }) => status))
  expect(statuses.has(401)).toBe(true)
  expect([...statuses].filter((status) => status !== 401 && status !== 503)).toEqual([])
  const asha = await shop.person('Asha')
  expect((await login({ email: asha.email, password: asha.password })).status).toBe(200)
})
