import { join } from 'node:path'
import pg from 'pg'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { randomFrom } from '../../src/domain/random.ts'
import { startShop, temporaryFolder } from '../../test/support/shop-process.ts'
import { openCaller } from '../client.ts'
import { cpuOf } from '../cpu.ts'
import { quantile } from '../figures.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'
import { postmasterOf } from '../stage.ts'

const PRODUCTS = 100_000
const ORDERS = 1_000_000
const ROUNDS = 3
const CALLS = 100

/** Lists of the shop and of the counter; `n` makes each call another, so that none is answered from memory. */
const LISTS: Readonly<Record<string, (n: number) => string>> = {
  newest: (n) => `/api/products?minPrice=${(n % 900) / 10}`,
  'a category by price': (n) => `/api/products?category=Cakes&sort=price&minPrice=${(n % 900) / 10}`,
  'a search': (n) => `/api/products?search=${['chocolate', 'truffle', 'red velvet', 'mango'][n % 4]}&minPrice=${(n % 900) / 10}`,
  'orders at the counter': (n) => `/api/orders/admin/all?limit=${20 + (n % 10)}`,
  'delivered orders': (n) => `/api/orders/admin/all?status=delivered&limit=${20 + (n % 10)}`,
  'an order by its number': (n) => `/api/orders/admin/all?search=${1001 + (n % 12)}`,
}
type Times = { p99: number; cpu: number }

/** The same questions to a small shop, and to the same shop with a hundred thousand products and a million orders. */
export async function scale(): Promise<Sheet> {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await using shop = await startShop({ dataDir, env: { DEMO: '1' } })
  const postmaster = postmasterOf(dataDir)
  const ask = await asOwner(shop.url)
  const usage = () => cpuOf(shop.pid, postmaster.pid) + cpuOf(postmaster.pid)
  const small = await measure(ask.get, usage)
  await fill({ ...postmaster.connection, database: 'cakewire' })
  const large = await measure(ask.get, usage)
  ask.close()
  const lines = Object.keys(LISTS).flatMap((list) => [
    line(`${list}: p99`, 'ms', (times) => times.p99, { small: small[list] ?? [], large: large[list] ?? [] }),
    line(`${list}: CPU`, 'ms', (times) => times.cpu, { small: small[list] ?? [], large: large[list] ?? [] }),
  ])
  return {
    scenario: `scale: ${PRODUCTS} products and ${ORDERS} orders beside the demo bakery`,
    lines,
    goals: lines
      .filter(({ name }) => name.endsWith('p99'))
      .map((p99) => ({ name: p99.name, unit: '× the small shop', value: medianOf(p99, 'large') / medianOf(p99, 'small'), most: 2 })),
  }
}

const line = (name: string, unit: string, of: (times: Times) => number, sides: Readonly<Record<string, readonly Times[]>>): Line => ({
  name,
  unit,
  rounds: Object.fromEntries(Object.entries(sides).map(([side, rounds]) => [side, rounds.map(of)])),
})

async function asOwner(url: string): Promise<{ get(path: string): Promise<unknown>; close(): void }> {
  const caller = openCaller(url, 1)
  const { email, password } = demoUsers.find(({ role }) => role === 'owner') ?? { email: '', password: '' }
  const { body } = await caller.call<{ token: string }>('POST', '/api/auth/login', { body: { email, password } })
  return { get: (path) => caller.call('GET', path, { token: body.token }), close: caller.close }
}

async function measure(get: (path: string) => Promise<unknown>, usage: () => number): Promise<Record<string, Times[]>> {
  const random = randomFrom(1)
  const found: Record<string, Times[]> = {}
  // The first round is not counted.
  for (let round = 0; round <= ROUNDS; round++)
    for (const [list, path] of Object.entries(LISTS)) {
      const times: number[] = []
      const before = usage()
      for (let i = 0; i < CALLS; i++) {
        const began = performance.now()
        await get(path(Math.floor(random() * 1e6)))
        times.push(performance.now() - began)
      }
      if (round > 0) found[list] = [...(found[list] ?? []), { p99: quantile(times, 0.99), cpu: (usage() - before) / CALLS }]
    }
  return found
}

/** Past every rule but the tables' own: what years of trade would leave. */
async function fill(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(`set session_replication_role = replica`)
  await client.query(`
    insert into products (name, description, category, base_price, options, facets, created_at)
    select p.name || ' ' || i, p.description, p.category, 20000 + i * 7919 % 300000, p.options, p.facets, now() - i * interval '1 minute'
      from generate_series(1, ${PRODUCTS}) i
      join (select row_number() over () - 1 as k, count(*) over () as many, * from products where archived_at is null) p on p.k = i % p.many`)
  await client.query(`
    insert into accounts (id, role, name, email, phone, password_hash)
    select lpad(to_hex(i), 24, '0'), 'customer', 'Customer ' || i, 'customer' || i || '@shop.test', '+9198' || lpad(i::text, 8, '0'), 'x'
      from generate_series(1, ${ORDERS / 20}) i`)
  await client.query(`
    insert into orders (number, account_id, status, subtotal, discount, delivery_fee, tax, total, shipping_address, phone, created_at)
    select 'CW-' || 100000 + i, lpad(to_hex(i % ${ORDERS / 20} + 1), 24, '0'), case when i % 30 = 0 then 'cancelled' else 'delivered' end,
           45000, 0, 0, 0, 45000, '14, 3rd Cross', '+9199' || lpad((i * 7919::bigint % 100000000)::text, 8, '0'),
           now() - interval '1 day' - i * interval '1 minute'
      from generate_series(1, ${ORDERS}) i`)
  await client.query(`
    insert into order_items (order_id, place, product_id, name, quantity, price, subtotal)
    select o.id, 0, p.id, p.name, 1, 45000, 45000 from orders o cross join lateral (select id, name from products limit 1) p
     where not exists (select from order_items i where i.order_id = o.id)`)
  await client.query('vacuum analyze')
  // What the loading left to write is no business of those who ask.
  await client.query('checkpoint')
  await client.end()
}
