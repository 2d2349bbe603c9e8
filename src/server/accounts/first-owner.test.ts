import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { prepareFirstOwner, setupOpen } from './first-owner.ts'

const asOwner = { name: 'Meera', email: 'meera@shop.test', password: 'warm saffron sponge' }

test('[E10] a shop without an owner has no login at all, only a link that works once', async () => {
  await using shop = await boot()
  expect(await shop.sql('select 1 from accounts')).toEqual([])
  const link = await prepareFirstOwner(shop.deps)
  expect(await setupOpen(shop.deps.db.read)).toBe(true)
  const setUp = (token: string, email: string) =>
    shop.call<{ code?: string; user?: { role: string } }>('POST', '/api/auth/setup', { body: { ...asOwner, email, token } })

  expect((await setUp('A'.repeat(43), 'eve@shop.test')).body.code).toBe('setup.closed')
  const both = await Promise.all([setUp(link?.token ?? '', 'meera@shop.test'), setUp(link?.token ?? '', 'eve@shop.test')])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
  expect(both.find(({ status }) => status === 201)?.body.user?.role).toBe('admin')
  expect((await setUp(link?.token ?? '', 'late@shop.test')).body.code).toBe('setup.closed')
  expect(await shop.sql(`select 1 from accounts where role = 'owner'`)).toHaveLength(1)
  expect(await setupOpen(shop.deps.db.read)).toBe(false)
  expect(await prepareFirstOwner(shop.deps)).toBeNull()
})

test('[E10] a later start makes another link, and the one before is dead', async () => {
  await using shop = await boot()
  const first = await prepareFirstOwner(shop.deps)
  await shop.sql(`update one_time_tokens set created_at = now() - interval '3 minutes'`)
  const second = await prepareFirstOwner(shop.deps)
  expect(second?.token).not.toBe(first?.token)
  const setUp = (token = '') => shop.call('POST', '/api/auth/setup', { body: { ...asOwner, token } })
  expect((await setUp(first?.token)).status).toBe(403)
  expect((await setUp(second?.token)).status).toBe(201)
})

test('[E10] nodes that start at the same time print links of which each works, and one alone', async () => {
  await using shop = await boot()
  const links = await Promise.all([1, 2, 3].map(() => prepareFirstOwner(shop.deps)))
  const setUp = (token = '', email = asOwner.email) => shop.call('POST', '/api/auth/setup', { body: { ...asOwner, email, token } })
  expect((await setUp(links[0]?.token)).status).toBe(201)
  expect((await setUp(links[1]?.token, 'late@shop.test')).status).toBe(403)
  expect(await shop.sql('select 1 from one_time_tokens')).toEqual([])
})

test('[E10] the configured owner is made once, and a later password in the configuration changes nothing', async () => {
  await using shop = await boot({ ADMIN_EMAIL: 'Meera@shop.test', ADMIN_PASSWORD: 'warm saffron sponge' })
  expect(await prepareFirstOwner(shop.deps)).toBeNull()
  const later = { ...shop.deps, config: { ...shop.deps.config, admin: { email: 'eve@shop.test', password: 'long enough' } } }
  expect(await prepareFirstOwner(later)).toBeNull()
  const login = (email: string, password: string) => shop.call('POST', '/api/auth/login', { body: { email, password } })
  expect((await login('meera@shop.test', 'warm saffron sponge')).body).toMatchObject({ user: { role: 'admin' } })
  expect((await login('eve@shop.test', 'long enough')).status).toBe(401)
  expect(await setupOpen(shop.deps.db.read)).toBe(false)
})

test('[E10] two nodes that start together make one configured owner', async () => {
  await using shop = await boot({ ADMIN_EMAIL: 'meera@shop.test', ADMIN_PASSWORD: 'warm saffron sponge' })
  expect(await Promise.all([prepareFirstOwner(shop.deps), prepareFirstOwner(shop.deps)])).toEqual([null, null])
  expect(await shop.sql('select role from accounts')).toEqual([{ role: 'owner' }])
})
