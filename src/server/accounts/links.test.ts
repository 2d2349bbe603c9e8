import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { placesOf } from '../../../test/support/places-of.ts'
import type { AccountLink, Added, SignedIn, Account as WireAccount } from '../../contract/account.ts'
import { hashToken } from './session-token.ts'

type Refused = { code: string }
const PASSWORD = 'two trays at dawn'
let shop: TestShop
let owner: Person
let people = 0

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const invite = (body: object = {}, as = owner) =>
  shop.call<Added & Refused>('POST', '/api/accounts', {
    as,
    body: { name: 'Leela', email: `leela.${people++}@shop.test`, rights: ['orders', 'kitchen'], ...body },
  })
const newLink = (id: string, as = owner) => shop.call<AccountLink & Refused>('POST', `/api/accounts/${id}/link`, { as })
const revoke = (id: string, as = owner) => shop.call<Refused>('DELETE', `/api/accounts/${id}/link`, { as })
const tokenOf = ({ path }: AccountLink) => path.replace('/new-password#', '')
/** Each from an address of its own: guessing is limited. */
const open = (token: string, password = PASSWORD) =>
  shop.call<SignedIn & Refused>('POST', '/api/auth/link', { body: { token, password }, from: `127.3.0.${1 + (people++ % 250)}` })
const logIn = (email: string, password: string) =>
  shop.call<Refused>('POST', '/api/auth/login', { body: { email, password }, from: `127.3.1.${1 + (people++ % 250)}` })
const listed = async (id: string) =>
  (await shop.call<WireAccount[]>('GET', '/api/accounts', { as: owner })).body.find(({ _id }) => _id === id)

test('[E06] who is taken on has no password, sets one by the link, and is signed in with the rights that were given', async () => {
  const { status, body } = await invite({ email: 'Noor@Shop.test' })
  expect([status, body.account]).toMatchObject([
    201,
    { role: 'staff', email: 'noor@shop.test', invited: true, rights: ['orders', 'kitchen'] },
  ])
  const hours = (Date.parse(body.link.expiresAt) - Date.now()) / 3_600_000
  expect(Math.round(hours)).toBe(72)
  expect((await logIn('noor@shop.test', '')).body.code).toBe('auth.wrong-credentials')
  const { body: signedIn } = await open(tokenOf(body.link))
  expect(signedIn.user).toMatchObject({ role: 'staff', rights: ['orders', 'kitchen'], email: 'noor@shop.test' })
  expect((await shop.call('GET', '/api/orders/admin/all', { token: signedIn.token })).status).toBe(200)
  expect(await listed(body.account._id)).toMatchObject({ invited: false, linkUntil: null })
  expect((await logIn('noor@shop.test', PASSWORD)).status).toBe(200)
  expect((await invite({ email: 'noor@shop.test' })).body.code).toBe('auth.email-taken')
})

test('[E06] a link works once, however many use it at once', async () => {
  const { account, link } = (await invite()).body
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => open(tokenOf(link), `password number ${i}`)))
  const won = answers.findIndex(({ status }) => status === 200)
  expect(answers.map(({ status, body }, i) => (i === won ? status : body.code))).toEqual(
    answers.map((_, i) => (i === won ? 200 : 'link.over')),
  )
  expect((await logIn(account.email, `password number ${won}`)).status).toBe(200)
  expect((await open(tokenOf(link))).body.code).toBe('link.over')
})

test('[E06] a wrong link, one that expired, one that was taken back and one before a newer one are refused alike', async () => {
  const { account, link } = (await invite()).body
  const wrong = await open('x'.repeat(43))
  const second = (await newLink(account._id)).body
  const older = await open(tokenOf(link))
  await shop.sql(`update account_links set expires_at = now() where account_id = $1`, [account._id])
  const expired = await open(tokenOf(second))
  expect(await listed(account._id)).toMatchObject({ invited: true, linkUntil: null })
  const third = (await newLink(account._id)).body
  expect((await revoke(account._id)).status).toBe(204)
  const revoked = await open(tokenOf(third))
  const without = ({ body, status }: typeof wrong) => ({ ...body, requestId: '', status })
  for (const answer of [older, expired, revoked]) expect(without(answer)).toEqual(without(wrong))
  expect(wrong.body.code).toBe('link.over')
  // Who never had a password leaves with the invitation: the e-mail is free again.
  expect(await listed(account._id)).toBeUndefined()
  expect((await invite({ email: account.email })).status).toBe(201)
})

test('[E06] a forgotten password is replaced within an hour; what was signed in before ends, also what is open', async () => {
  const asha = await shop.person('Asha')
  const { socket } = await shop.classic(asha)
  const cut = new Promise((resolve) => socket.once('disconnect', resolve))
  const link = (await newLink(asha.id)).body
  expect(Math.round((Date.parse(link.expiresAt) - Date.now()) / 60_000)).toBe(60)
  // Until it is used nothing changes.
  expect((await shop.call('GET', '/api/auth/me', { as: asha })).status).toBe(200)
  expect((await open(tokenOf(link))).status).toBe(200)
  expect(await cut).toBe('io server disconnect')
  expect((await shop.call('GET', '/api/auth/me', { as: asha })).status).toBe(401)
  expect((await logIn(asha.email, asha.password)).body.code).toBe('auth.wrong-credentials')
  expect((await logIn(asha.email, PASSWORD)).status).toBe(200)
})

test('[E06] a link dies with a ban, a change of role and a new password, and who is locked out gets none', async () => {
  const ends = {
    'a ban': (id: string) => shop.call('PATCH', `/api/accounts/${id}`, { as: owner, body: { banned: true } }),
    'a role': (id: string) => shop.call('PATCH', `/api/accounts/${id}`, { as: owner, body: { role: 'manager' } }),
    'an owner': (id: string) => shop.call('POST', `/api/accounts/${id}/make-owner`, { as: owner, body: { password: owner.password } }),
  }
  for (const [what, end] of Object.entries(ends)) {
    const ravi = await shop.person('Ravi')
    const link = (await newLink(ravi.id)).body
    expect((await end(ravi.id)).status).toBe(200)
    expect([what, (await open(tokenOf(link))).body.code]).toEqual([what, 'link.over'])
    if (what === 'a ban') expect((await newLink(ravi.id)).body.code).toBe('account.locked-out')
    if (what === 'an owner') await shop.sql(`update accounts set role = 'customer' where id = $1`, [ravi.id])
  }
  const asha = await shop.person('Asha')
  const link = (await newLink(asha.id)).body
  await shop.call('PUT', '/api/auth/password', { as: asha, body: { current: asha.password, password: 'one of her own' } })
  expect((await open(tokenOf(link))).body.code).toBe('link.over')
})

test('[E06] [E12] nobody but an owner issues a link, and for no owner, the last one included', async () => {
  const [manager, clerk] = [await shop.person('Imran', 'manager'), await shop.person('Noor', 'staff', ['orders', 'settings'])]
  for (const as of [manager, clerk, await shop.person('Asha')]) {
    expect((await invite({}, as)).body.code).toBe('access.denied')
    expect((await newLink(clerk.id, as)).body.code).toBe('access.denied')
    expect((await revoke(clerk.id, as)).body.code).toBe('access.denied')
  }
  expect((await newLink(owner.id)).body.code).toBe('access.denied')
  const second = await shop.person('Zoya', 'owner')
  expect((await newLink(second.id)).body.code).toBe('access.denied')
  expect((await newLink('0'.repeat(24))).body.code).toBe('account.not-found')
  const { account } = (await invite()).body
  const make = await shop.call<Refused>('POST', `/api/accounts/${account._id}/make-owner`, {
    as: owner,
    body: { password: owner.password },
  })
  expect(make.body.code).toBe('account.not-found')
  for (const body of [{ role: 'owner' }, { role: 'customer' }, { rights: ['everything'] }, { email: 'no' }, { banned: true }])
    expect((await invite(body)).body.code).toBe('request.invalid')
})

test('[E06] the token stands nowhere, and who issued, used and took back what is written down', async () => {
  const { account, link } = (await invite()).body
  const token = tokenOf(link)
  expect(await placesOf(shop, token)).toEqual([])
  expect(await shop.sql('select 1 from account_links where token_hash = $1', [hashToken(token)])).toHaveLength(1)
  await open(token)
  await newLink(account._id)
  await revoke(account._id)
  const deeds = await shop.sql<{ action: string; by: string }>('select action, by from audit where entity = $1 order by id', [
    `account:${account._id}`,
  ])
  expect(deeds.map(({ action, by }) => [action, by === owner.id ? 'owner' : by === account._id ? 'self' : by])).toEqual([
    ['account.add', 'owner'],
    ['account.set-password', 'self'],
    ['account.link', 'owner'],
    ['account.revoke-link', 'owner'],
  ])
})
