import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { Refusal } from '../refusal.ts'
import { changeAccount } from './change-account.ts'
import { sessionReader } from './session-reader.ts'

type Refused = { code: string }
let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const change = (as: Person, id: string, body: unknown) =>
  shop.call<Refused & { role?: string }>('PATCH', `/api/accounts/${id}`, { as, body })
const me = (as: Person) => shop.call<Refused & { role?: string; rights?: string[] }>('GET', '/api/auth/me', { as })

test('[C04] nobody but an owner sees or changes the account of somebody else', async () => {
  const [asha, ravi] = [await shop.person('Asha'), await shop.person('Ravi')]
  const manager = await shop.person('Imran', 'manager')
  const staff = await shop.person('Noor', 'staff', ['orders', 'catalogue', 'kitchen', 'settings'])
  for (const as of [ravi, staff, manager]) {
    const list = await shop.call<Refused>('GET', `/api/accounts?email=${asha.email}`, { as })
    expect(list.body.code).toBe('access.denied')
    expect(list.text).not.toContain(asha.id)
    // An account that is not there is refused alike.
    for (const id of [asha.id, '0'.repeat(24)]) expect((await change(as, id, { banned: true })).body.code).toBe('access.denied')
  }
  expect((await me(asha)).status).toBe(200)
})

test('the owner finds the staff, and anybody by e-mail', async () => {
  const asha = await shop.person('Asha')
  const list = await shop.call<{ _id: string; role: string }[]>('GET', '/api/accounts', { as: owner })
  expect(list.body.map(({ _id }) => _id)).toContain(owner.id)
  expect(list.body.map(({ _id }) => _id)).not.toContain(asha.id)
  expect(list.text).not.toMatch(/argon2|password/)
  const found = await shop.call<{ _id: string }[]>('GET', `/api/accounts?email=${asha.email.toUpperCase()}`, { as: owner })
  expect(found.body.map(({ _id }) => _id)).toEqual([asha.id])
})

test('[E05] a change of role ends every session of the account, and the next sign-in has the new role', async () => {
  const noor = await shop.person('Noor')
  const { socket } = await shop.classic(noor)
  const cut = new Promise((resolve) => socket.once('disconnect', resolve))
  expect((await change(owner, noor.id, { role: 'staff', rights: ['orders'] })).body).toMatchObject({ role: 'staff', rights: ['orders'] })
  expect(await cut).toBe('io server disconnect')
  expect((await me(noor)).body.code).toBe('auth.expired')
  const again = await shop.call<{ token: string }>('POST', '/api/auth/login', { body: { email: noor.email, password: noor.password } })
  expect((await me({ ...noor, token: again.body.token })).body).toMatchObject({ role: 'staff', rights: ['orders'] })
})

test('rights count at once, without a new sign-in, and a customer has none', async () => {
  const noor = await shop.person('Noor', 'staff', ['orders'])
  await change(owner, noor.id, { rights: ['catalogue'] })
  expect((await me(noor)).body.rights).toEqual(['catalogue'])
  expect((await change(owner, noor.id, { role: 'customer', rights: ['orders'] })).body).toMatchObject({ role: 'customer', rights: [] })
})

test('[A07] a ban ends every session and keeps the account out, until it is lifted', async () => {
  const asha = await shop.person('Asha')
  const login = () => shop.call<Refused>('POST', '/api/auth/login', { body: { email: asha.email, password: asha.password } })
  await change(owner, asha.id, { banned: true })
  expect((await me(asha)).body.code).toBe('auth.expired')
  expect((await login()).body.code).toBe('access.denied')
  const guess = await shop.call<Refused>('POST', '/api/auth/login', { body: { email: asha.email, password: 'a guess' } })
  expect(guess.body.code).toBe('auth.wrong-credentials')
  await change(owner, asha.id, { banned: false })
  expect((await login()).status).toBe(200)
})

test('[E12] the last owner is neither demoted nor banned, by whatever hand', async () => {
  for (const body of [{ role: 'manager' }, { role: 'customer' }, { banned: true }]) {
    expect((await change(owner, owner.id, body)).body.code).toBe('account.last-owner')
  }
  expect((await me(owner)).body.role).toBe('admin')
})

test('[E12] two owners who demote each other at once leave one, and nobody changes the own role', async () => {
  await using other = await boot()
  const [meera, imran] = [await other.person('Meera', 'owner'), await other.person('Imran', 'owner')]
  const demote = (as: Person, whom: Person) => other.call<Refused>('PATCH', `/api/accounts/${whom.id}`, { as, body: { role: 'manager' } })
  expect((await demote(meera, meera)).body.code).toBe('access.denied')
  const both = await Promise.all([demote(meera, imran), demote(imran, meera)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await other.sql(`select 1 from accounts where role = 'owner'`)).toHaveLength(1)
})

test('[E12] an owner who was demoted a moment ago decides nothing any more', async () => {
  const [imran, asha] = [await shop.person('Imran', 'owner'), await shop.person('Asha')]
  const before = await sessionReader(shop.deps).byToken(imran.token)
  if (before === null) throw new Error('Imran is not signed in')
  expect((await change(owner, imran.id, { role: 'manager' })).status).toBe(200)
  // The request had passed the door before.
  await expect(changeAccount(shop.deps, before, asha.id, { role: 'staff' })).rejects.toEqual(new Refusal('access.denied'))
  expect((await me(asha)).body.role).toBe('customer')
})

test.each([{ role: 'owner' }, { role: 'guest' }, { rights: ['everything'] }, { email: 'x@shop.test' }, { $set: { role: 'owner' } }])(
  '[C06] the owner changes nothing with %o',
  async (body) => {
    const asha = await shop.person('Asha')
    expect((await change(owner, asha.id, body)).body.code).toBe('request.invalid')
    expect((await me(asha)).body.role).toBe('customer')
  },
)

test('[E12] the shop is handed over: a second owner by the first one’s password, who then is made a manager, and never fewer than one', async () => {
  await using other = await boot()
  const first = await other.person('Meera', 'owner')
  const second = await other.person('Leela', 'manager')
  const patch = (as: Person, id: string, body: object) => other.call<Refused>('PATCH', `/api/accounts/${id}`, { as, body })
  const make = (password: string) => other.call<Refused>('POST', `/api/accounts/${second.id}/make-owner`, { as: first, body: { password } })
  expect((await make('not hers')).body.code).toBe('auth.wrong-credentials')
  expect((await make(first.password)).status).toBe(200)
  // Who she was has ended.
  expect((await other.call('GET', '/api/auth/me', { as: second })).status).toBe(401)
  const login = await other.call<{ token: string; user: { owner: boolean } }>('POST', '/api/auth/login', {
    body: { email: second.email, password: second.password },
  })
  expect(login.body.user).toMatchObject({ role: 'admin', owner: true })
  const heir = { ...second, token: login.body.token }
  expect((await patch(heir, first.id, { role: 'manager' })).status).toBe(200)
  expect((await patch(heir, heir.id, { role: 'manager' })).status).toBe(409)
  expect((await other.call('GET', '/api/auth/me', { as: heir })).body).toMatchObject({ owner: true })
})
