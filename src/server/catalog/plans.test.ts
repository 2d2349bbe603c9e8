import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tablesReadWhole } from '../../../test/support/plans.ts'
import { testDatabase } from '../../../test/support/postgres.ts'
import type { FacetQuery, ProductQuery } from '../../contract/product.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { clientConfig, type Queryable } from '../db/database.ts'
import type { DB } from '../db/types.ts'
import { listNotifications } from '../notifications/notifications.sql.ts'
import { countFacets } from './facets.sql.ts'
import { readMenu } from './menu.sql.ts'
import { featuredProducts, listCategories, listProducts } from './product-list.sql.ts'
import { getProduct } from './products.sql.ts'

let pool: pg.Pool
const cleanUps: (() => Promise<unknown>)[] = []
const ID = 'a'.repeat(24)
beforeAll(async () => {
  const database = await testDatabase()
  pool = new pg.Pool({ ...clientConfig(database.connection), max: 1 })
  // Dropping the database ends its connections.
  pool.on('error', () => undefined)
  cleanUps.push(() => pool.end(), database.drop)
  await pool.query(`
    insert into products (name, description, category, base_price, available, featured, created_at, rating_sum, rating_count)
    select 'Cake ' || md5(i::text), md5((i * 7)::text), 'Category ' || i % 12, 10000 + i * 7 % 9000, i % 20 <> 0, i % 500 = 0,
           now() - i * interval '1 minute', i % 50, 10 from generate_series(1, 40000) i`)
  await pool.query(`
    insert into product_options (product_id, kind, place, name, multiplier)
    select id, 'egg', k, (array['Egg', 'Eggless'])[k + 1], 1000 from (select id from products limit 2000) p, generate_series(0, 1) k`)
  await pool.query(`insert into accounts (id, role, name) select lpad(to_hex(i), 24, '0'), 'guest', '' from generate_series(1, 100) i`)
  await pool.query(`
    insert into notifications (account_id, message, type, created_at)
    select case when i % 10 > 0 then lpad(to_hex(i % 99 + 1), 24, '0') end, 'News', 'info', now() - i * interval '1 minute'
      from generate_series(1, 20000) i`)
  await pool.query(`insert into categories (name, place) select distinct category, 0 from products`)
  await pool.query('vacuum analyze')
})
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const readWhole = (run: (read: Queryable) => Promise<unknown>) => tablesReadWhole(pool, run)

const LISTS: ProductQuery[] = [
  {},
  { sort: 'name' },
  { sort: 'price' },
  { sort: '-price' },
  { sort: 'rating' },
  { category: 'Category 3' },
  { category: 'Category 3', sort: 'price' },
  { minPrice: 120, maxPrice: 121 },
  { search: 'c4ca4238 cake' },
  { search: 'c4ca4238a0 cxke' },
  { search: 'c4ca4238 cake', sort: 'rating' },
  { flavor: ['Mango'] },
  { size: ['1 kg'], egg: 'eggless', free: ['nuts'], category: 'Category 3' },
]

test.each(LISTS)('[D24] the list %j of 40,000 products reads an index, at its beginning and further on', async (query) => {
  expect(await readWhole((read) => listProducts(read, query, { for: 'public' }))).toEqual([])
  // To count all that there are, staff's total may read all.
  const everything = Object.keys(query).every((key) => key === 'sort')
  const whole = await readWhole((read) => listProducts(read, query, { for: 'staff' }))
  expect(everything ? ['products'] : []).toEqual(expect.arrayContaining(whole))
  const { next } = await listProducts(new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), query, { for: 'public' })
  if (next === null) return
  expect(await readWhole((read) => listProducts(read, { ...query, after: next }, { for: 'public' }))).toEqual([])
})

test('[D24] facets of a category and of a search read an index, and of everything a bounded part', async () => {
  const narrowed: FacetQuery[] = [{ category: 'Category 3' }, { search: 'c4ca4238 cake' }, { search: 'c4ca4238', flavor: ['Mango'] }]
  for (const query of narrowed) expect(await readWhole((read) => countFacets(read, query)), JSON.stringify(query)).toEqual([])
  const { categories } = await countFacets(new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), {})
  expect(categories.reduce((sum, { count }) => sum + count, 0)).toBe(5000)
})

test('[D24] the other reads of the catalogue and of notifications read an index', async () => {
  const viewer: Viewer = {
    accountId: ID,
    role: 'manager',
    rights: [],
    name: '',
    email: null,
    phone: '',
    session: '',
    expiresAt: new Date(0),
  }
  expect(await readWhole(featuredProducts)).toEqual([])
  // Categories themselves are few.
  for (const read of [listCategories, readMenu]) expect(await readWhole(read)).not.toContain('products')
  expect(await readWhole((read) => getProduct(read, ID, 'public'))).toEqual([])
  const page = async (read: Queryable) => {
    const { next } = await listNotifications(read, viewer)
    await listNotifications(read, viewer, { after: next ?? '' })
  }
  expect(await readWhole(page)).not.toContain('notifications')
})
