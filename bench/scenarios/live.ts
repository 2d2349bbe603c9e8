import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { until } from '../../test/support/until.ts'
import { type Caller, openCaller } from '../client.ts'
import { type Figure, quantile } from '../figures.ts'
import { inTurns } from '../rounds.ts'
import type { Side, Stage } from '../stage.ts'
import type { Follow, Report } from '../subscribers.ts'

const WRITES = 40
const PAUSE = 100

type Live = {
  /** Milliseconds from the request to each screen. */
  readonly request: readonly number[]
  /** Milliseconds from the commit to each screen; the shop's only, whose feed notes the moment. */
  readonly commit: readonly number[]
  /** Milliseconds of CPU of server and PostgreSQL for one screen to see one change, the write included. */
  readonly cpu: number
  /** The same of the screens. */
  readonly screens: number
}

/** A price changes, and everybody who looks at the catalogue sees it. */
export async function live(stage: Stage): Promise<Figure[]> {
  return [...(await withScreens(stage, 1)), ...(await withScreens(stage, 500))]
}

async function withScreens(stage: Stage, count: number): Promise<Figure[]> {
  const callers = { shop: openCaller(stage.shop.url, 900), baseline: openCaller(stage.baseline.url, 900) }
  const prices = priceSource(count)
  await oneRound(stage, 'shop', count, callers.shop, prices, 10)
  await oneRound(stage, 'baseline', count, callers.baseline, prices, 10)
  const { shop, baseline } = await inTurns((side) => oneRound(stage, side, count, callers[side], prices, WRITES))
  callers.shop.close()
  callers.baseline.close()
  const name = (what: string) => `live, ${count} screen${count === 1 ? '' : 's'}: ${what}`
  const both = (what: string, of: (live: Live) => number): Figure => ({
    name: name(what),
    unit: 'ms',
    shop: shop.map(of),
    baseline: baseline.map(of),
  })
  return [
    {
      name: name('commit to screen p50'),
      unit: 'ms',
      shop: shop.map(({ commit }) => quantile(commit, 0.5)),
      target: { most: 10 },
    },
    { name: name('commit to screen p99'), unit: 'ms', shop: shop.map(({ commit }) => quantile(commit, 0.99)) },
    both('request to screen p50', ({ request }) => quantile(request, 0.5)),
    both('request to screen p99', ({ request }) => quantile(request, 0.99)),
    both('CPU of a delivery', ({ cpu }) => cpu),
    both('CPU of the screen for it', (live) => live.screens),
  ]
}

/** No price twice, so that each tells which write it came from. */
function priceSource(start: number): () => number {
  let price = 10_000 * start
  return () => ++price
}

async function oneRound(stage: Stage, side: Side, count: number, caller: Caller, prices: () => number, writes: number): Promise<Live> {
  const screens = await openScreens(stage, side, count)
  try {
    const sent = new Map<number, number>()
    const before = stage.usage()
    for (let i = 0; i < writes; i++) {
      const price = prices()
      const product = stage[side].products[i % stage[side].products.length]
      sent.set(price, performance.timeOrigin + performance.now())
      await caller.call('PATCH', `/api/products/${product?._id}`, {
        body: { basePrice: price, compareAtPrice: null },
        token: stage.ownerToken,
      })
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    await until('every screen has seen every price', async () => (await ask<number>(screens, 'count')) >= writes * count, 30_000)
    const after = stage.usage()
    const { seen, cpu: spent } = await ask<Report>(screens, 'report')
    const committed = side === 'shop' ? await commitTimes(stage, [...sent.keys()]) : new Map<number, number>()
    const since = (from: ReadonlyMap<number, number>) => seen.flatMap(({ price, at }) => at - (from.get(price) ?? Number.NaN))
    const cpu = after[side] - before[side] + after.postgres - before.postgres
    const deliveries = writes * count
    return { request: since(sent), commit: side === 'shop' ? since(committed) : [], cpu: cpu / deliveries, screens: spent / deliveries }
  } finally {
    screens.disconnect()
  }
}

async function openScreens(stage: Stage, side: Side, count: number): Promise<ChildProcess> {
  const screens = fork(fileURLToPath(new URL('../subscribers.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const { url } = stage[side]
  const follow: Follow = { url, count, cursor: side === 'shop' ? await cursorOf(url) : null }
  await ask(screens, follow)
  return screens
}

async function cursorOf(url: string): Promise<string> {
  const caller = openCaller(url, 901)
  const { headers } = await caller.call('GET', '/api/products?limit=1')
  caller.close()
  return String(headers['cakewire-cursor'])
}

async function ask<T>(child: ChildProcess, message: Follow | 'count' | 'report'): Promise<T> {
  child.send(message)
  const [answer] = (await once(child, 'message')) as [T]
  return answer
}

/** When the feed stamped each price, inside its COMMIT; milliseconds since 1970 by the same machine's clock. */
async function commitTimes({ database }: Stage, prices: readonly number[]): Promise<Map<number, number>> {
  const client = new pg.Client(database)
  await client.connect()
  const { rows } = await client.query<{ price: number; at: number }>(
    `select (body::json -> 'data' ->> 'basePrice')::float8 as price, extract(epoch from at)::float8 * 1000 as at
       from feed.entry where aud = 'public' and type = 'product_updated' order by n desc limit $1`,
    [prices.length],
  )
  await client.end()
  return new Map(rows.map(({ price, at }) => [price, at]))
}
