import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../support/boot.ts'

type Refused = { code: string }
let shop: TestShop
let asha: Person
let cookie: string

beforeAll(async () => {
  shop = await boot()
  asha = await shop.person('Asha')
  cookie = await signIn()
})
afterAll(() => shop[Symbol.asyncDispose]())

async function signIn(): Promise<string> {
  const answer = await shop.call('POST', '/api/auth/login?session=cookie', {
    body: { email: asha.email, password: asha.password },
    headers: { origin: shop.url, 'sec-fetch-site': 'same-origin' },
  })
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

const nameNow = async () => (await shop.sql<{ name: string }>('select name from accounts where id = $1', [asha.id]))[0]?.name

test('a page of this shop changes what its cookie opens', async () => {
  const headers = { cookie, origin: shop.url, 'sec-fetch-site': 'same-origin' }
  expect((await shop.call('PUT', '/api/auth/me', { body: { name: 'Asha Menon' }, headers })).status).toBe(200)
  expect(await nameNow()).toBe('Asha Menon')
})

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another site that says so', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['another site without an Origin', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbouring subdomain', { 'sec-fetch-site': 'same-site' }],
  ['a name that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
  ['our host on another port', { origin: 'http://127.0.0.1:1' }],
  ['our host over another scheme', { origin: 'https://127.0.0.1' }],
])('[F57] a change sent from %s is refused, cookie or not', async (_where, headers) => {
  const before = await nameNow()
  const answer = await shop.call<Refused>('PUT', '/api/auth/me', { body: { name: 'Eve' }, headers: { cookie, ...headers } })
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'origin.refused' })
  for (const [method, path, body] of [
    ['POST', '/api/auth/logout', undefined],
    ['DELETE', '/api/cart/clear', undefined],
    ['POST', '/api/orders', { items: [] }],
  ] as const) {
    expect((await shop.call<Refused>(method, path, { ...(body && { body }), headers: { cookie, ...headers } })).body.code).toBe(
      'origin.refused',
    )
  }
  expect(await nameNow()).toBe(before)
  expect((await shop.call('GET', '/api/auth/me', { headers: { cookie } })).status).toBe(200)
})

test('[F57] nobody is signed in to an account of another site’s choosing', async () => {
  const body = { email: asha.email, password: asha.password }
  const answer = await shop.call<Refused>('POST', '/api/auth/login?session=cookie', { body, headers: { origin: 'https://evil.example' } })
  expect(answer.body.code).toBe('origin.refused')
  expect(answer.headers).not.toHaveProperty('set-cookie')
})

test.each([
  ['a form', 'application/x-www-form-urlencoded', 'name=Eve'],
  ['a form with files', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nEve\r\n--x--\r\n'],
  ['JSON that calls itself text', 'text/plain', '{"name":"Eve"}'],
  ['JSON that calls itself text, with a hint', 'text/plain; charset=application/json', '{"name":"Eve"}'],
])('[F57] %s changes nothing: the shop takes JSON alone', async (_what, type, raw) => {
  const answer = await shop.call<Refused>('PUT', '/api/auth/me', { raw, headers: { cookie, 'content-type': type } })
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 415, code: 'request.not-json' })
  expect(await nameNow()).not.toBe('Eve')
})

test('[F57] a session’s cookie stays at home when another site sends the browser here', async () => {
  const answer = await shop.call('POST', '/api/auth/login?session=cookie', { body: { email: asha.email, password: asha.password } })
  expect(answer.headers['set-cookie']?.[0]).toMatch(/SameSite=Lax/)
})

test('[F58] a guest’s cookie that somebody planted stays the guest’s: signing in makes another and ends it', async () => {
  const cake = await shop.product()
  const planted = await shop.call('POST', '/api/cart/add', { body: { productId: cake._id }, headers: { origin: shop.url } })
  const [line = ''] = planted.headers['set-cookie'] ?? []
  const attackers = line.split(';')[0] ?? ''
  expect(planted.headers).not.toHaveProperty('cakewire-guest-token')
  const answer = await shop.call('POST', '/api/auth/login?session=cookie', {
    body: { email: asha.email, password: asha.password },
    headers: { cookie: attackers, origin: shop.url },
  })
  const own = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect(own).not.toBe(attackers)
  expect((await shop.call('GET', '/api/auth/me', { headers: { cookie: own } })).body).toMatchObject({ _id: asha.id })
  expect((await shop.call<Refused>('GET', '/api/auth/me', { headers: { cookie: attackers } })).body.code).toBe('auth.required')
  expect((await shop.call('GET', '/api/orders', { headers: { cookie: attackers } })).body).toEqual([])
})
