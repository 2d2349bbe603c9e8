import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadMany } from '../../../test/support/load.ts'
import { tablesReadWhole } from '../../../test/support/plans.ts'
import { testDatabase } from '../../../test/support/postgres.ts'
import { MOST_COUNTED } from '../../contract/page.ts'
import type { FacetQuery, ProductQuery } from '../../contract/product.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { clientConfig, type Queryable } from '../db/database.ts'
import type { DB } from '../db/types.ts'
import { listNotifications } from '../notifications/notifications.sql.ts'
import { countFacets } from './facets.sql.ts'
import { readMenu } from './menu.sql.ts'
import { featuredProducts, listCategories, listProducts } from './product-list.sql.ts'
import { getProduct } from './products.sql.ts'

const PRODUCTS = 100_000
let pool: pg.Pool
const cleanUps: (() => Promise<unknown>)[] = []
const ID = 'a'.repeat(24)
beforeAll(async () => {
  const database = await testDatabase()
  pool = new pg.Pool({ ...clientConfig(database.connection), max: 1 })
  // Dropping the database ends its connections.
  pool.on('error', () => undefined)
  cleanUps.push(() => pool.end(), database.drop)
  const client = await pool.connect()
  await loadMany(client, ['products'], () =>
    client.query(`
      insert into products (name, description, category, base_price, available, featured, facets, created_at, rating_sum, rating_count)
      select 'Cake ' || md5(i::text), md5((i * 7)::text) || case when i % 3 = 0 then ' with chocolate' when i % 12 = 1 then ' with red velvet' else '' end,
             'Category ' || i % 12, 10000 + i * 7 % 9000, i % 20 <> 0, i % 500 = 0,
             array['size:' || case when i % 5 = 0 then '1 kg' else '2 kg' end, 'egg:eggless', 'flavor:' || case when i % 1000 = 7 then 'Mango' else 'Flavour ' || i % 30 end],
             now() - i * interval '1 minute', i % 50, 10
        from generate_series(1, ${PRODUCTS}) i`),
  )
  client.release()
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
}, 90_000)
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const readWhole = (run: (read: Queryable) => Promise<unknown>) => tablesReadWhole(pool, run, PRODUCTS / 5)

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
  ...['chocolate', 'red velvet', 'cake'].flatMap((search): ProductQuery[] => [
    { search },
    { search, minPrice: 110 },
    { search, sort: 'rating' },
  ]),
  { flavor: ['Mango'] },
  { size: ['1 kg'], egg: 'eggless', free: ['nuts'], category: 'Category 3' },
]

test.each(LISTS)('[D24] the list %j of 100,000 products reads an index, at its beginning and further on', async (query) => {
  expect(await readWhole((read) => listProducts(read, query, { for: 'public' }))).toEqual([])
  // To count all that there are, staff's total may read all.
  const everything = Object.keys(query).every((key) => key === 'sort')
  const whole = await readWhole((read) => listProducts(read, query, { for: 'staff' }))
  expect(everything ? ['products'] : []).toEqual(expect.arrayContaining(whole))
  const { next } = await listProducts(new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), query, { for: 'public' })
  if (next === null) return
  expect(await readWhole((read) => listProducts(read, { ...query, after: next }, { for: 'public' }))).toEqual([])
})

test('a word that a third of all have is not counted; the newest come first, what is called so before them, and no page shows one twice', async () => {
  const read = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const { rows: called } = await pool.query<{ id: string }>(
    `insert into products (name, category, base_price, created_at) values ('Chocolate', 'Category 1', 10000, '2001-01-01') returning id`,
  )
  const seen: string[] = []
  const dates: string[] = []
  let after: string | undefined
  do {
    const page = await listProducts(read, { search: 'chocolate', limit: 100, ...(after !== undefined && { after }) }, { for: 'public' })
    expect(page.total).toBe(MOST_COUNTED)
    seen.push(...page.items.map(({ _id }) => _id))
    dates.push(...page.items.map(({ createdAt }) => createdAt))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(seen[0]).toBe(called[0]?.id)
  expect(seen.length).toBeGreaterThanOrEqual(MOST_COUNTED)
  expect(new Set(seen).size).toBe(seen.length)
  // As many as the first pages rank among each other.
  const ranked = dates.slice(1, 241)
  expect([...ranked].sort()[0]).toBe([...dates.slice(1)].sort().at(-240))
  await pool.query(`delete from products where id = $1`, [called[0]?.id])
})

test('a word that some have is counted', async () => {
  const read = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const { rows } = await pool.query<{ all: number; chocolate: number }>(`
    select count(*) as all, count(*) filter (where description like '%chocolate') as chocolate from products where 'flavor:Mango' = any (facets)`)
  const totals: [ProductQuery, number | undefined][] = [
    [{ search: 'mango' }, rows[0]?.all],
    [{ search: 'mango', sort: 'rating' }, rows[0]?.all],
    [{ search: 'chocolate mango' }, rows[0]?.chocolate],
  ]
  for (const [query, total] of totals) expect((await listProducts(read, query, { for: 'public' })).total, JSON.stringify(query)).toBe(total)
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
  // Categories themselves are few, and how much is in each is counted in an index.
  for (const read of [listCategories, readMenu]) expect(await tablesReadWhole(pool, read)).not.toContain('products')
  expect(await readWhole((read) => getProduct(read, ID, 'public'))).toEqual([])
  const page = async (read: Queryable) => {
    const { next } = await listNotifications(read, viewer)
    await listNotifications(read, viewer, { after: next ?? '' })
  }
  expect(await readWhole(page)).not.toContain('notifications')
})
