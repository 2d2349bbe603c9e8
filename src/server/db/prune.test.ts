import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'
import { insertGuest } from '../accounts/accounts.sql.ts'
import { hashToken } from '../accounts/session-token.ts'
import { startSession } from '../accounts/start-session.ts'
import { pruneSome } from './prune.sql.ts'

test('[E07] sessions that are over are swept out, and guests who ordered nothing with them', async () => {
  await using shop = await boot()
  const asha = await shop.person('Asha')
  const aGuest = () => shop.deps.db.transaction(async (tx) => startSession(tx, await insertGuest(tx), { kind: 'cookie', userAgent: '' }))
  const [gone, buyer, back, fresh] = [await aGuest(), await aGuest(), await aGuest(), await aGuest()]
  await shop.sql(`update accounts set created_at = now() - interval '40 days' where id <> $1`, [fresh.account.id])
  await shop.sql(`update sessions set last_seen_at = now() - interval '31 days' where token_hash <> $1`, [hashToken(back.token)])
  await shop.sql(
    `insert into orders (number, account_id, subtotal, discount, delivery_fee, tax, total, shipping_address, phone)
     values ('CW-1', $1, 45000, 0, 5000, 0, 50000, '14, 3rd Cross', '+919876543210')`,
    [buyer.account.id],
  )
  expect(await pruneSome(shop.deps.db)).toBe(5)
  expect(await pruneSome(shop.deps.db)).toBe(0)
  expect(await shop.sql('select account_id from sessions')).toEqual([{ account_id: back.account.id }])
  const left = await shop.sql<{ id: string }>('select id from accounts')
  expect(left.map(({ id }) => id).sort()).toEqual([asha.id, buyer.account.id, back.account.id, fresh.account.id].sort())
  expect(left).not.toContainEqual({ id: gone.account.id })
})

test('[F8] what the feed has kept for 30 days goes, and a screen that stood there starts again', async () => {
  await using shop = await boot()
  const screen = await shop.screen()
  const product = await shop.product()
  await until('it shows the product', () => screen.data(`product:${product._id}`))
  screen.drop()
  await shop.product()
  await shop.product()
  await shop.sql(`update feed.entry set at = now() - interval '31 days' where aud = 'public'`)
  await shop.sql(
    `insert into idempotency_keys (scope, key, request_hash, status, answer, created_at) values ('x', 'old', '', 201, '{}', now() - interval '8 days')`,
  )
  const [head] = await shop.sql<{ n: number }>(`select n from feed.audience where aud = 'public'`)
  while ((await pruneSome(shop.deps.db)) > 0);
  expect(await shop.sql(`select n, body from feed.entry where aud = 'public'`)).toEqual([{ n: head?.n, body: null }])
  expect(await shop.sql('select * from idempotency_keys')).toEqual([])
  // A node that starts now does not remember either.
  const { buildApp } = await import('../app.ts')
  const second = await buildApp(shop.deps, shop.connection)
  const place = await second.live.edge.follow(
    { audiences: ['public'], drained: () => true, send: () => undefined, fail: () => undefined },
    screen.store.cursor,
  )
  expect(place).toEqual({ reset: 'retention' })
  await second.close()
})
