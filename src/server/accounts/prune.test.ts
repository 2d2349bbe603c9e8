import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { insertGuest } from './accounts.sql.ts'
import { pruneSome } from './prune.sql.ts'
import { hashToken } from './session-token.ts'
import { startSession } from './start-session.ts'

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
