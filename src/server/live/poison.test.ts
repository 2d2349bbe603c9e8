import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'

test('[F21] news that nobody can make sense of stop nothing: the others of their moment and what follows are heard by everybody', async () => {
  await using shop = await boot()
  const owner = await shop.person('Meera', 'owner')
  const [plain, screen] = [await shop.classic(owner), await shop.screen(owner)]
  const say = (type: string, entity: string, rest: object) => {
    const body = JSON.stringify({ type, entity, rev: 1, at: '2026-01-01T00:00:00.000Z', ...rest })
    return `insert into feed.outbox (shop, type, entity, rev, auds, bodies) values (1, '${type}', '${entity}', 1, '{admin}', array['${body}']);`
  }
  const sane = (id: string) => say('order_status_updated', `order:${id}`, { data: { _id: id } })
  for (const rest of [{}, { data: null }, { data: 7 }]) {
    await shop.sql(`begin; ${sane('before')} ${say('admin_notification', 'notification:odd', rest)} ${sane('after')} commit`)
  }
  const cake = await shop.product()
  await until('the screen has what follows', () => screen.data(`product:${cake._id}`))
  await until('the plain client too', () =>
    plain.heard.some(({ payload }) => (payload.data as { _id?: string } | undefined)?._id === cake._id),
  )
  const heard = plain.heard
    .filter(({ event }) => event === 'order_status_updated')
    .map(({ payload }) => (payload.data as { _id: string })._id)
  expect(heard).toEqual(['before', 'after', 'before', 'after', 'before', 'after'])
  expect([screen.store.link.at, screen.resets]).toEqual(['live', []])
  expect((await shop.call('GET', '/api/health/ready')).status).toBe(200)
})
