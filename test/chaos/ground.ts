import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startCluster } from '../../deploy/local/cluster.mjs'
import { startPostgres } from '../../deploy/local/postgres.mjs'
import type { Product } from '../../src/contract/product.ts'
import { addCoupon, addSlot } from '../support/delivery.ts'
import { call } from '../support/http.ts'
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { type Clock, openClock } from './clock.ts'
import { type Load, startLoad } from './load.ts'
import { openWatcher, type Watcher } from './watcher.ts'

export type Topology = { readonly name: string; readonly nodes: number; readonly redis: boolean }

export const TOPOLOGIES: readonly Topology[] = [
  { name: 'one-node', nodes: 1, redis: false },
  { name: 'three-nodes', nodes: 3, redis: false },
  { name: 'three-nodes-redis', nodes: 3, redis: true },
]

type Cluster = Awaited<ReturnType<typeof startCluster>>
type Postgres = Awaited<ReturnType<typeof startPostgres>>

/** A whole shop under load, with somebody's hand on each of its parts. */
export type Ground = AsyncDisposable & {
  readonly topology: Topology
  readonly cluster: Cluster
  readonly postgres: Postgres
  /** Where PostgreSQL keeps everything. */
  readonly postgresHome: string
  readonly clock: Clock
  /** Between the nodes and PostgreSQL. */
  readonly databaseNetwork: TcpProxy
  /** Between half of the screens and the shop. */
  readonly clientNetwork: TcpProxy
  readonly watchers: readonly Watcher[]
  readonly load: Load
  readonly owner: string
  /** What everybody orders; it began with {@link STOCK} pieces. */
  readonly cake: string
  /** Straight to PostgreSQL, as a superuser. */
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
}

const OWNER = { email: 'owner@shop.test', password: 'keeps the keys' }
export const STOCK = 1_000_000
const COUPON = 'CHAOS'
const skew = fileURLToPath(new URL('./skewed-clock.mjs', import.meta.url))

export async function openGround(topology: Topology): Promise<Ground> {
  const opened: (() => unknown)[] = []
  const close = async () => {
    for (const end of opened.reverse().splice(0)) await end()
  }
  try {
    const postgres = await startPostgres({ settings: ['fsync=off', 'max_wal_size=64MB', 'min_wal_size=32MB'] })
    opened.push(() => postgres.close())
    const postgresHome = new URL(postgres.url).searchParams.get('host') ?? ''
    const databaseNetwork = await openTcpProxy(`${postgresHome}/.s.PGSQL.5432`)
    opened.push(() => databaseNetwork[Symbol.asyncDispose]())
    const clock = await openClock()
    opened.push(() => clock[Symbol.asyncDispose]())
    const cluster = await startCluster({
      nodes: topology.nodes,
      redis: topology.redis,
      databaseUrl: `postgres://tester@127.0.0.1:${databaseNetwork.port}/postgres`,
      env: { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password, NODE_OPTIONS: `--import ${skew}`, SKEW_FILE: clock.file },
    })
    opened.push(() => cluster.close())
    const clientNetwork = await openTcpProxy(Number(new URL(cluster.url).port))
    opened.push(() => clientNetwork[Symbol.asyncDispose]())
    const sql = ((text: string, values: unknown[] = []) => query(postgres.url, text, values)) as Ground['sql']
    await addSlot(sql, { capacity: 100_000 })
    await addCoupon(sql, COUPON)
    const people = await invite(cluster.url)
    const watchers = await Promise.all(
      [undefined, undefined, people.owner, people.owner, people.buyers[0]?.token, people.buyers[1]?.token].map((token, i) => {
        const url = i % 2 === 0 ? `http://127.0.0.1:${clientNetwork.port}` : cluster.url
        return openWatcher(`screen ${i + 1}`, url, cluster.url, token)
      }),
    )
    opened.push(() => watchers.forEach((watcher) => void watcher.close()))
    const load = startLoad({ url: cluster.url, ...people, coupon: COUPON })
    opened.push(() => load.stop())
    const rest = {
      postgres,
      postgresHome,
      clock,
      databaseNetwork,
      clientNetwork,
      watchers,
      load,
      owner: people.owner,
      cake: people.cake._id,
    }
    return { topology, cluster, ...rest, sql, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

async function invite(url: string) {
  const owner = (await call<{ token: string }>(url, 'POST', '/api/auth/login', { body: OWNER })).body.token
  const body = { name: 'Truffle', category: 'Cakes', basePrice: 450, stock: STOCK }
  const cake = (await call<Product>(url, 'POST', '/api/products', { token: owner, body })).body
  const buyers = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const from = `127.0.1.${i + 1}`
      const body = { name: `Buyer ${'abcd'[i]}`, email: `buyer${i}@shop.test`, password: 'likes cake too' }
      return { token: (await call<{ token: string }>(url, 'POST', '/api/auth/register', { body, from })).body.token, from }
    }),
  )
  return { owner, cake, buyers }
}

/** Its own connection each time: PostgreSQL comes and goes here. */
async function query(url: string, text: string, values: unknown[]): Promise<unknown[]> {
  const client = await until(
    'PostgreSQL takes connections',
    async () => {
      const fresh = new pg.Client({ connectionString: url })
      fresh.on('error', () => undefined)
      return await fresh.connect().then(
        () => fresh,
        () => null,
      )
    },
    60_000,
  )
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
