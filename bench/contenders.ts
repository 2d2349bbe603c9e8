import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { startShop, temporaryFolder } from '../test/support/shop-process.ts'
import { openCaller } from './client.ts'
import { type Obedient, start } from './processes.ts'
import { postmasterOf } from './stage.ts'

export type Protocol = 'tcp' | 'ws' | 'socket.io' | 'recovery' | 'feed' | 'sse'
export type Target = { host: string; port: number; protocol: Protocol; epoch?: string; auths?: string[] }
export type Mark = { n: number; chain: string }
/** `delay`: milliseconds that the event loop was late at most, since it was asked last. `rss`: bytes. */
export type Stat = { delay: number; rss: number; clients: number; reads: number }

/** A server under load: a peer, the engine alone, or the shop. */
export type Contender = {
  readonly name: string
  /** Of the server alone, without a database. */
  readonly pid: number
  readonly target: Target
  /** Where a client stands that knows everything until now. */
  mark(): Promise<Mark>
  say(order: { count?: number; size: number }): Promise<unknown>
  pour(order: { perSecond: number; seconds: number; size: number }): Promise<unknown>
  stat(order?: { collect?: boolean }): Promise<Stat>
  close(): Promise<void>
}

const PROGRAMS = {
  tcp: ['peers/tcp.mjs', [], 'tcp'],
  ws: ['peers/ws.mjs', [], 'ws'],
  'socket.io': ['peers/socket-io.mjs', [], 'socket.io'],
  recovery: ['peers/socket-io.mjs', ['recovery'], 'recovery'],
  feathers: ['peers/feathers.mjs', [], 'socket.io'],
  engine: ['engine/engine.mjs', [], 'feed'],
} as const satisfies Record<string, readonly [string, readonly string[], Protocol]>
export type Name = keyof typeof PROGRAMS | 'shop'

const EPOCH = '00000000-0000-4000-8000-000000000000'

export async function startContender(name: Name): Promise<Contender> {
  if (name === 'shop') return startShopContender()
  const [program, args, protocol] = PROGRAMS[name]
  const server: Obedient & { greeting: { port: number } } = await start(program, { args: [...args], greets: true })
  return {
    name,
    pid: server.pid,
    target: { host: '127.0.0.1', port: server.greeting.port, protocol, epoch: EPOCH },
    mark: async () => ({ n: 0, chain: '' }),
    say: (order) => server.call('say', order),
    pour: (order) => server.call('pour', order),
    stat: (order) => server.call('stat', order),
    close: () => server.close(),
  }
}

/** `began`: before its statement was sent; `committed`: its COMMIT was answered. Milliseconds since 1970, with fractions. */
export type Written = { readonly began: number; readonly committed: number }

export type ShopContender = Omit<Contender, 'pour'> & {
  readonly name: 'shop'
  /** Each transaction by the key of its changes. */
  pour(order: { perSecond: number; seconds: number; size: number }): Promise<ReadonlyMap<number, Written>>
  readonly url: string
  /** PostgreSQL's own process. */
  readonly postgres: number
  /** As a superuser. */
  readonly database: pg.ClientConfig
}

const METRICS_TOKEN = randomUUID()

/** What the shop itself tells an operator. */
async function readMetrics(url: string): Promise<{ clients: number; reads: number }> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const text = await response.text()
  const sumOf = (series: RegExp) => [...text.matchAll(series)].reduce((sum, [, value]) => sum + Number(value), 0)
  return { clients: sumOf(/^cakewire_connections\{audience="public"\} (\S+)$/gm), reads: sumOf(/^cakewire_log_reads_total\{.*\} (\S+)$/gm) }
}

/** The real shop: the server as `npm start` starts it, with its demo, on the PostgreSQL that comes with it. */
export async function startShopContender(): Promise<ShopContender> {
  const folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const probe = join(folder.path, 'probe')
  const NODE_OPTIONS = `--import ${new URL('probe.mjs', import.meta.url).href}`
  const shop = await startShop({ dataDir, env: { DEMO: '1', NODE_OPTIONS, BENCH_PROBE: probe, METRICS_TOKEN } })
  const postmaster = postmasterOf(dataDir)
  const database = { ...postmaster.connection, database: 'cakewire' }
  const client = new pg.Client(database)
  await client.connect()
  const cursor = async () => {
    const caller = openCaller(shop.url, 901)
    const { headers } = await caller.call('GET', '/api/products?limit=1')
    caller.close()
    const [epoch = '', mark = ''] = String(headers['cakewire-cursor']).split('~')
    const [, n = '0', chain = ''] = mark.split('.')
    return { epoch, n: Number(n), chain }
  }
  const { epoch } = await cursor()
  const { hostname: host, port } = new URL(shop.url)
  return {
    name: 'shop',
    url: shop.url,
    pid: shop.pid,
    postgres: postmaster.pid,
    database,
    target: { host, port: Number(port), protocol: 'feed', epoch },
    mark: async () => {
      const { n, chain } = await cursor()
      return { n, chain }
    },
    say: async ({ count = 1, size }) => {
      for (let i = 0; i < count; i++) await say(client, { changes: 1, size, key: ++keys })
    },
    pour: (order) => pour(client, order),
    stat: async ({ collect = false } = {}) => ({ ...(await ask(`${probe}.${shop.pid}`, collect)), ...(await readMetrics(shop.url)) }),
    close: async () => {
      await client.end()
      await shop[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/**
 * One transaction that says `$1` public changes of about `$2` bytes, as the shop says its own. `t` is taken right before they are stamped, so
 * what is measured from there holds the stamp and the commit, and the word to the node. `key` tells the transaction.
 */
const SAY = `
  select feed.append(1, array_agg('said'::text), array_agg('bench:' || i), array_agg(1::bigint), array_agg('public'::text),
         array_agg(json_build_object('type', 'said', 'entity', 'bench:' || i, 'rev', 1, 'at', '', 'data', json_build_object(
           'key', $3::int, 't', extract(epoch from clock_timestamp()) * 1000, 'note', left(repeat('sponge ganache vanilla ', 500), greatest($2 - 120, 0))))::text))
    from generate_series(1, $1) i`

/** As another node of the shop does it: it commits, and says so. */
async function say(client: pg.Client, { changes, size, key }: { changes: number; size: number; key: number }): Promise<Written> {
  const began = now()
  await client.query({ name: 'say', text: SAY, values: [changes, size, key] })
  const committed = now()
  await client.query('notify feed')
  return { began, committed }
}

const now = () => performance.timeOrigin + performance.now()
let keys = 0

/** In transactions of so many changes that a hundred a second carry the load. */
async function pour(client: pg.Client, { perSecond, seconds, size }: { perSecond: number; seconds: number; size: number }) {
  const written = new Map<number, Written>()
  const each = Math.max(1, Math.round(perSecond / 100))
  const began = performance.now()
  for (let i = 0; i * each < perSecond * seconds; i++) {
    const pause = began + (i * each * 1000) / perSecond - performance.now()
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    const key = ++keys
    written.set(key, await say(client, { changes: each, size, key }))
  }
  return written
}

async function ask(socketPath: string, collect: boolean): Promise<{ delay: number; rss: number }> {
  const request = http.get({ socketPath, path: collect ? '/collect' : '/' })
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return JSON.parse(text)
}
