import type { Logger } from 'pino'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { addToCart } from '../../../test/support/buying.ts'
import { pruneSome } from '../../../test/support/prune.ts'
import type { Screen } from '../../../test/support/screen.ts'
import { secondNode } from '../../../test/support/second-node.ts'
import { until } from '../../../test/support/until.ts'
import { insertGuest } from '../accounts/accounts.sql.ts'
import { hashToken } from '../accounts/session-token.ts'
import { startSession } from '../accounts/start-session.ts'
import { startPruning } from '../start-pruning.ts'

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

test('[F8] [F010] what the feed has kept for 30 days goes: a screen that stood there starts again, and one that was away for less goes on', async () => {
  await using shop = await boot()
  const [longAway, lessAway] = [await shop.screen(), await shop.screen()]
  const leave = async (screen: Screen) => {
    const product = await shop.product()
    await until('it shows the product', () => screen.data(`product:${product._id}`))
    screen.drop()
  }
  await leave(longAway)
  await shop.product()
  await shop.sql(`update feed.entry set at = now() - interval '31 days' where aud = 'public'`)
  await leave(lessAway)
  const last = await shop.product()
  await shop.sql(
    `insert into idempotency_keys (scope, key, request_hash, status, answer, created_at) values ('x', 'old', '', 201, '{}', now() - interval '8 days')`,
  )
  while ((await pruneSome(shop.deps.db)) > 0);
  const kept = await shop.sql<{ body: string | null }>(`select body from feed.entry where aud = 'public' order by n`)
  expect(kept.map(({ body }) => body === null)).toEqual([true, ...kept.slice(1).map(() => false)])
  expect(await shop.sql('select * from idempotency_keys')).toEqual([])

  // A node that starts now does not remember what is gone.
  await using second = await secondNode(shop)
  const comeBack = async ({ store }: Screen) => {
    const socket = io(second.url, { forceNew: true, transports: ['websocket'], auth: { cursor: store.cursor } })
    const answer = await new Promise<unknown>((resolve) => socket.once('reset', resolve).once('feed', resolve))
    socket.disconnect()
    return answer
  }
  expect(await comeBack(longAway)).toMatchObject({ reason: 'retention' })
  const said = expect.arrayContaining(['public', expect.objectContaining({ entity: `product:${last._id}` })])
  expect(await comeBack(lessAway)).toMatchObject({ live: true, entries: expect.arrayContaining([said]) })
})

test('holds that are over go a day after their end; what they took and gave back stays in the ledgers', async () => {
  await using shop = await boot()
  const people = await Promise.all(['Asha', 'Bela', 'Cara', 'Dina'].map((name) => shop.person(name)))
  const cake = await shop.product({ stock: 9 })
  for (const as of people) {
    await addToCart(shop, as, { productId: cake._id })
    expect((await shop.call('POST', '/api/holds', { as, body: {} })).status).toBe(201)
  }
  const [used, released, fresh, active] = people.map(({ id }) => id)
  await shop.sql(`update holds set state = 'used' where account_id = $1`, [used])
  await shop.sql(`update holds set state = 'released' where account_id = any ($1)`, [[released, fresh]])
  await shop.sql(`update holds set expires_at = now() - interval '25 hours' where account_id <> $1`, [fresh])
  const ledger = () => shop.sql('select * from stock_ledger order by id')
  const before = await ledger()
  expect(await pruneSome(shop.deps.db)).toBe(2)
  const left = await shop.sql<{ account_id: string }>('select account_id from holds')
  expect(new Set(left.map(({ account_id }) => account_id))).toEqual(new Set([fresh, active]))
  expect(await ledger()).toEqual(before)
})

test('what cannot be swept out is logged, and keeps nothing behind it from being swept out', async () => {
  await using shop = await boot()
  await shop.person('Asha')
  await shop.sql(`update sessions set last_seen_at = now() - interval '31 days'`)
  await shop.sql(
    `create function stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
     create trigger stuck before delete on sessions for each statement execute function stuck()`,
  )
  await shop.sql(
    `insert into idempotency_keys (scope, key, request_hash, status, answer, created_at) values ('x', 'old', '', 201, '{}', now() - interval '8 days')`,
  )
  const warned: unknown[] = []
  const log = { warn: (told: unknown) => warned.push(told) } as unknown as Logger
  const pruning = startPruning({ db: shop.deps.db, log }, 10)
  try {
    await until('the key is gone', async () => (await shop.sql('select from idempotency_keys')).length === 0)
  } finally {
    await pruning.close()
  }
  expect(warned).toContainEqual(expect.objectContaining({ what: 'sessions' }))
})

test('what goes along with a row that is deleted is found by an index', async () => {
  await using shop = await boot()
  // Products are archived and never deleted.
  const scanned = await shop.sql(
    `select c.conrelid::regclass::text as table, a.attname as column
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confdeltype in ('c', 'n') and c.confrelid <> 'products'::regclass
        and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
                           and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
      order by 1, 2`,
  )
  expect(scanned).toEqual([])
})
