import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { demoUsers } from '../../dev/demo/people.ts'
import { insertAccount } from './accounts.sql.ts'
import { demoSeats } from './demo-seats.ts'

test('the demo page seats its owner and its customer, each once, and no shop but the demo does', async () => {
  await using shop = await boot()
  await shop.deps.db.transaction(async (tx) => {
    for (const { name, email, role } of demoUsers) await insertAccount(tx, { name, email, role, passwordHash: '' })
  })
  const page = Fastify()
  page.decorateRequest('seat', '')
  page.get('/demo', (request) => demoSeats(shop.deps, request))
  const open = async (cookie?: string) =>
    (await page.inject({ url: '/demo', headers: cookie === undefined ? {} : { cookie } })).json<{ cookies: string[] } | null>()

  expect(await open()).toBeNull()
  await shop.sql('update settings set demo = true')
  const first = await open()
  const cookies = (first?.cookies ?? []).map((line) => line.split(';')[0] ?? '')
  expect(cookies).toEqual([expect.stringMatching(/^__Host-cakewire-owner=/), expect.stringMatching(/^__Host-cakewire-asha=/)])
  const headers = { cookie: cookies.join('; ') }
  expect((await shop.call('GET', '/~owner/api/auth/me', { headers })).body).toMatchObject({ role: 'admin' })
  expect((await shop.call('GET', '/~asha/api/auth/me', { headers })).body).toMatchObject({ role: 'customer' })
  expect((await shop.call('GET', '/api/auth/me', { headers })).status).toBe(401)
  expect(await open(headers.cookie)).toEqual({ cookies: [] })
  await page.close()
})
