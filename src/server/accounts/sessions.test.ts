import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { hashToken, newToken } from './session-token.ts'
import { endSession } from './start-session.ts'

type Refused = { code: string }
let shop: TestShop

beforeAll(async () => {
  shop = await boot()
})
afterAll(() => shop[Symbol.asyncDispose]())

const me = (token: string) => shop.call<Refused>('GET', '/api/auth/me', { token })
const byCookie = (cookie: string) => shop.call<Refused>('GET', '/api/auth/me', { headers: { cookie } })

/** As the browser's own form does it. */
async function signInBrowser({ email, password }: Person, cookie?: string) {
  const headers = { origin: shop.url, 'sec-fetch-site': 'same-origin', ...(cookie !== undefined && { cookie }) }
  const answer = await shop.call<{ token?: string }>('POST', '/api/auth/login?session=cookie', { body: { email, password }, headers })
  const [line = ''] = answer.headers['set-cookie'] ?? []
  return { answer, line, cookie: line.split(';')[0] ?? '' }
}

const age = (token: string, what: string) => shop.sql(`update sessions set ${what} where token_hash = $1`, [hashToken(token)])
const revocations = () => shop.sql<{ body: string }>(`select body from feed.entry where aud = 'control' order by seq, idx`)
const told = async () =>
  (await revocations()).map(({ body }) => {
    const { at: _, ...said } = JSON.parse(body) as { at: string; account: string; session?: string }
    return said
  })

test.each([
  ['garbage', () => 'garbage', 'auth.wrong-credentials'],
  ['another shop’s token', newToken, 'auth.expired'],
  ['a signed token of some kind', () => 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3duZXIifQ.', 'auth.wrong-credentials'],
])('[A05] %s opens nothing', async (_what, make, code) => {
  const answer = await me(make())
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 401, code })
})

test('[A05] without a token there is nobody', async () => {
  expect((await shop.call<Refused>('GET', '/api/auth/me')).body.code).toBe('auth.required')
})

test.each([
  ['after 90 days, however much it was used', `expires_at = now()`],
  ['after 30 days without a visit', `last_seen_at = now() - interval '30 days 1 second'`],
])('[E07] a session ends %s', async (_when, ageing) => {
  const asha = await shop.person('Asha')
  expect((await me(asha.token)).status).toBe(200)
  await age(asha.token, ageing)
  expect((await me(asha.token)).body.code).toBe('auth.expired')
})

test('[E07] a visit is noted once an hour, so that a session in use does not end', async () => {
  const asha = await shop.person('Asha')
  await age(asha.token, `last_seen_at = now() - interval '29 days'`)
  await me(asha.token)
  const seen = () =>
    shop.sql<{ at: string }>('select last_seen_at::text as at from sessions where token_hash = $1', [hashToken(asha.token)])
  const [first] = await seen()
  expect(Date.parse(first?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
  await me(asha.token)
  expect(await seen()).toEqual([first])
})

test('[C21] a browser gets its session in a cookie that no script reads, and no token', async () => {
  const { answer, line, cookie } = await signInBrowser(await shop.person('Asha'))
  expect(line).toMatch(/^__Host-cakewire=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
  expect(answer.body).not.toHaveProperty('token')
  expect(answer.text).not.toContain(cookie.split('=')[1])
  expect((await byCookie(cookie)).status).toBe(200)
})

test('[C21] of a token the database keeps a hash alone', async () => {
  const asha = await shop.person('Asha')
  const [row] = await shop.sql<{ text: string }>(`select string_agg(s::text, '') as text from sessions s`)
  expect(row?.text).toContain(hashToken(asha.token).toString('hex'))
  expect(row?.text).not.toContain(asha.token)
  expect(row?.text).not.toContain(Buffer.from(asha.token).toString('hex'))
})

test('a stale cookie is nobody’s, and the browser is told to forget it', async () => {
  const answer = await byCookie(`__Host-cakewire=${newToken()}`)
  expect(answer.body.code).toBe('auth.required')
  expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-cakewire=; .*Expires=Thu, 01 Jan 1970/)])
})

test('each seat of a browser has a session of its own', async () => {
  const [asha, ravi] = [await shop.person('Asha'), await shop.person('Ravi')]
  const { cookie } = await signInBrowser(asha)
  const seated = await shop.call('POST', '/~owner/api/auth/login?session=cookie', { body: { email: ravi.email, password: ravi.password } })
  const seat = seated.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect(seat).toMatch(/^__Host-cakewire-owner=/)
  const both = { headers: { cookie: `${cookie}; ${seat}` } }
  expect((await shop.call('GET', '/api/auth/me', both)).body).toMatchObject({ _id: asha.id })
  expect((await shop.call('GET', '/~owner/api/auth/me', both)).body).toMatchObject({ _id: ravi.id })
  expect((await shop.call<Refused>('GET', '/~asha/api/auth/me', both)).body.code).toBe('auth.required')
})

test('[E05] signing in makes a new token and ends the one that it came with', async () => {
  const asha = await shop.person('Asha')
  const first = await signInBrowser(asha)
  const second = await signInBrowser(asha, first.cookie)
  expect(second.cookie).not.toBe(first.cookie)
  expect((await byCookie(first.cookie)).status).toBe(401)
  expect((await byCookie(second.cookie)).status).toBe(200)
  expect((await me(asha.token)).status).toBe(200)
})

test('[F58] an invented cookie that was planted in a browser is not promoted by signing in', async () => {
  const asha = await shop.person('Asha')
  const planted = `__Host-cakewire=${newToken()}`
  const { cookie } = await signInBrowser(asha, planted)
  expect(cookie).not.toBe(planted)
  expect((await byCookie(planted)).status).toBe(401)
  expect((await byCookie(cookie)).status).toBe(200)
})

test('[A07] signing out ends the session, and says so to every node in the same transaction', async () => {
  const asha = await shop.person('Asha')
  const answer = await shop.call('POST', '/api/auth/logout', { as: asha })
  expect(answer.status).toBe(204)
  expect((await me(asha.token)).body.code).toBe('auth.expired')
  expect(await told()).toContainEqual({ account: asha.id, session: hashToken(asha.token).toString('hex') })
})

test('[A07] a sign-out that is rolled back ends nothing and says nothing', async () => {
  const asha = await shop.person('Asha')
  const viewer = { accountId: asha.id, session: hashToken(asha.token).toString('hex') }
  const before = await told()
  const failing = shop.deps.db.transaction(async (tx) => {
    await endSession(tx, viewer)
    throw new Error('the power went')
  })
  await expect(failing).rejects.toThrow('the power went')
  expect(await told()).toEqual(before)
  expect((await me(asha.token)).status).toBe(200)
})

test('[A07] a socket of a session that signed out is cut', async () => {
  const asha = await shop.person('Asha')
  const { socket } = await shop.classic(asha)
  const cut = new Promise((resolve) => socket.once('disconnect', resolve))
  await shop.call('POST', '/api/auth/logout', { as: asha })
  expect(await cut).toBe('io server disconnect')
})

test('[E05] a new password ends every session of the account but the new one', async () => {
  const asha = await shop.person('Asha')
  const { cookie } = await signInBrowser(asha)
  const wrong = await shop.call<Refused>('PUT', '/api/auth/password', { as: asha, body: { current: 'not this', password: 'a new one' } })
  expect(wrong.body.code).toBe('auth.wrong-credentials')
  const changed = await shop.call<{ token: string }>('PUT', '/api/auth/password', {
    as: asha,
    body: { current: asha.password, password: 'a new one' },
  })
  expect(changed.status).toBe(200)
  expect((await me(asha.token)).status).toBe(401)
  expect((await byCookie(cookie)).status).toBe(401)
  expect((await me(changed.body.token)).status).toBe(200)
  expect(await told()).toContainEqual({ account: asha.id })
  const old = await shop.call('POST', '/api/auth/login', { body: { email: asha.email, password: asha.password } })
  expect(old.status).toBe(401)
})
