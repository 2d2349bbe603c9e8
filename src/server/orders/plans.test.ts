import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadMany } from '../../../test/support/load.ts'
import { tablesReadWhole } from '../../../test/support/plans.ts'
import { testDatabase } from '../../../test/support/postgres.ts'
import { MOST_COUNTED } from '../../contract/page.ts'
import { clientConfig } from '../db/database.ts'
import type { DB } from '../db/types.ts'
import { listAdminOrders, listOrders, orderCounts } from './orders.sql.ts'

const ORDERS = 1_000_000
const BUYERS = 2_000
let pool: pg.Pool
const cleanUps: (() => Promise<unknown>)[] = []
const accountOf = (i: number) => i.toString(16).padStart(24, '0')
beforeAll(async () => {
  const database = await testDatabase()
  pool = new pg.Pool({ ...clientConfig(database.connection), max: 1 })
  // Dropping the database ends its connections.
  pool.on('error', () => undefined)
  cleanUps.push(() => pool.end(), database.drop)
  const client = await pool.connect()
  await loadMany(client, ['accounts', 'orders'], async () => {
    await client.query(`
      insert into accounts (id, role, name, email, phone, password_hash)
      select lpad(to_hex(i), 24, '0'), 'customer', 'Customer ' || md5(i::text), md5(i::text) || '@shop.test', '+9198' || lpad(i::text, 8, '0'), 'x'
        from generate_series(1, ${BUYERS}) i`)
    // Drawing ids by lot would take as long as all the rest.
    await client.query(`
      insert into orders (id, number, account_id, status, subtotal, discount, delivery_fee, tax, total, shipping_address, phone, slot_id, day, starts, ends, due_at, created_at)
      select lpad(to_hex(i), 24, '0'), 'CW-' || 1000 + i, lpad(to_hex(i % ${BUYERS} + 1), 24, '0'),
             case when i > ${ORDERS - 60} then 'pending' when i > ${ORDERS - 90} then 'processing' when i % 30 = 0 then 'cancelled' else 'delivered' end,
             45000, 0, 0, 0, 45000, '14, 3rd Cross', '+9199' || lpad((i * 7919::bigint % 100000000)::text, 8, '0'),
             lpad(to_hex(case when i % 5 = 0 then x'aaaaaa'::int else i % 7 end), 6, 'a')::text || repeat('a', 18), date '2026-12-24' - i % 900, '10:00', '12:00', now(),
             now() - (${ORDERS} - i) * interval '1 minute'
        from generate_series(1, ${ORDERS}) i`)
  })
  client.release()
}, 120_000)
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const read = () => new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })

test.each([
  {},
  { status: 'pending' },
  { status: 'delivered' },
  { search: 'CW-77' },
  { search: '77123' },
  { search: 'c4ca4238a0' },
  { search: '@shop.test', status: 'cancelled' },
  { day: '2026-12-24' },
  { day: '2026-12-24', slot: 'a'.repeat(24) },
  { slot: 'a'.repeat(24), status: 'pending' },
] as const)('[D24] the list %j of 1,000,000 orders reads an index, at its beginning and further on', async (query) => {
  expect(await tablesReadWhole(pool, (read) => listAdminOrders(read, query))).toEqual([])
  const { items, next, total } = await listAdminOrders(read(), query)
  expect(items.length).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(MOST_COUNTED)
  if (next === null) return
  expect(await tablesReadWhole(pool, (read) => listAdminOrders(read, { ...query, after: next }))).toEqual([])
})

test('[D24] own orders and the counts of each status read an index', async () => {
  expect(await tablesReadWhole(pool, (read) => listOrders(read, accountOf(77), {}))).toEqual([])
  expect(await tablesReadWhole(pool, (read) => listOrders(read, accountOf(77), { limit: 5 }))).toEqual([])
  expect(await tablesReadWhole(pool, orderCounts)).toEqual([])
  expect(await orderCounts(read())).toMatchObject({ pending: 60, processing: 30, delivered: MOST_COUNTED })
})
