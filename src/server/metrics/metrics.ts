import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import type { Database } from '../db/database.ts'
import type { Redis } from '../redis/redis.ts'
import { version } from '../version.ts'

/** What is read off a node when somebody asks. */
export type Measured = {
  head(): Promise<{ readonly seq: number }>
  published(): number
  /** Milliseconds; null: it keeps up. */
  stalledFor(): number | null
  /** One for each open connection. */
  viewers(): Iterable<Viewer | null>
}

/** Everything that happens often is only counted; the rest is looked up when somebody asks. */
export type Metrics = {
  /** A client came with a cursor that is so many moments old. */
  replay(moments: number): void
  reset(reason: string): void
  /** The log was read for clients that came back: to find their place, or for what memory no longer has. */
  read(kind: 'place' | 'page'): void
  /** A socket is gone; the reason is Socket.IO's. */
  left(reason: string): void
  answered(route: { method: string; url: string; status: number }, seconds: number): void
  measure(node: Measured): void
  /** In Prometheus' text format. */
  text(): Promise<{ type: string; body: string }>
  close(): void
}

type Set = (value: number, labels?: Record<string, string>) => void

export function openMetrics(db: Database, redis: Redis | null): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, labelNames: string[] = []) => new Counter({ name, help, labelNames, registers })
  const gauge = (name: string, help: string, look: (set: Set) => void | Promise<void>, labelNames: string[] = []) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        await look((value, labels = {}) => this.set(labels, value))
      },
    })

  const resets = counter('cakewire_resets_total', 'Clients that had to start again from a snapshot', ['reason'])
  const reads = counter('cakewire_log_reads_total', 'Queries of the log for clients that came back, many at a time', ['kind'])
  const left = counter('cakewire_sockets_left_total', 'Sockets that are gone', ['reason'])
  const commits = counter('cakewire_commits_total', 'Transactions that this node committed')
  db.onCommit(() => commits.inc())
  const replays = new Histogram({
    name: 'cakewire_replay_moments',
    help: 'How far behind clients were that came with a cursor, in transactions of the shop',
    buckets: [0, 1, 10, 100, 1000, 10_000, 100_000],
    registers,
  })
  const requests = new Histogram({
    name: 'cakewire_http_request_seconds',
    help: 'HTTP requests by route, from the first byte to the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  gauge('cakewire_info', 'The version that runs here', (set) => set(1, { version }), ['version'])
  gauge(
    'cakewire_pool_connections',
    'Database connections of this node',
    (set) => {
      set(db.pool.total - db.pool.idle, { state: 'busy' })
      set(db.pool.idle, { state: 'idle' })
    },
    ['state'],
  )
  gauge('cakewire_pool_waiting', 'Requests that wait for a database connection', (set) => set(db.pool.waiting))
  if (redis !== null) gauge('cakewire_redis_up', '1 while Redis answers this node', (set) => set(redis.state === 'there' ? 1 : 0))

  return {
    replay: (moments) => replays.observe(Math.max(0, moments)),
    reset: (reason) => resets.inc({ reason }),
    read: (kind) => reads.inc({ kind }),
    left: (reason) => left.inc({ reason }),
    answered: ({ method, url, status }, seconds) =>
      requests.observe({ method, route: url, status: `${Math.floor(status / 100)}xx` }, seconds),
    measure(node) {
      // While the database is away nobody knows the head: what was known stays.
      let known = 0
      const head = async () => {
        known = await node.head().then(
          ({ seq }) => seq,
          () => known,
        )
        return Math.max(known, node.published())
      }
      gauge('cakewire_feed_head', 'The newest transaction of the feed', async (set) => set(await head()))
      gauge('cakewire_feed_published', 'The newest transaction that this node handed to its sockets', (set) => set(node.published()))
      gauge('cakewire_feed_lag', 'Transactions that this node has not handed out yet', async (set) =>
        set((await head()) - node.published()),
      )
      gauge('cakewire_feed_stalled_seconds', 'How long this node has been standing still; 0 while it keeps up', (set) =>
        set((node.stalledFor() ?? 0) / 1000),
      )
      gauge('cakewire_connections', 'Open sockets and streams that hear an audience', (set) => countAudiences(node.viewers(), set), [
        'audience',
      ])
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
    close: () => registry.clear(),
  }
}

/** One audience of each person is still one kind. */
function countAudiences(viewers: Iterable<Viewer | null>, set: Set): void {
  const counts = new Map([
    ['public', 0],
    ['admin', 0],
    ['kitchen', 0],
    ['catalogue', 0],
    ['user', 0],
  ])
  for (const viewer of viewers) {
    for (const audience of audiencesOf(viewer)) {
      const [kind = audience] = audience.split(':')
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
  }
  for (const [audience, count] of counts) set(count, { audience })
}
