import pg from 'pg'
import { type ShopContender, startShopContender, type Written } from '../contenders.ts'
import { type Crowd, openCrowd } from '../crowd.ts'
import { quantile } from '../figures.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

const ROUNDS = 3
const SIZE = 1024
const PER_SECOND = 50
const SECONDS = 6
const SECONDS_AT_ONCE = 4
const WRITERS = 16
const ALONE = 300

type Rounds = Record<string, number[]>

/** From the commit to the subscriber; how many commits the shop takes; what the feed adds to a lone one. */
export async function commits(): Promise<Sheet> {
  const shop = await startShopContender()
  try {
    const reach: Record<number, Reach[]> = {}
    for (const clients of [1, 500, 1000]) reach[clients] = await reachOf(shop, clients)
    const many: Rounds = { 'with the feed': [], without: [] }
    const lone: Rounds = { 'with the feed': [], without: [] }
    await prepare(shop)
    for (let i = 0; i < ROUNDS; i++)
      for (const key of ['with the feed', 'without'] as const) {
        many[key]?.push(await perSecond(shop, key === 'with the feed'))
        lone[key]?.push(await alone(shop, key === 'with the feed'))
      }
    return sheetOf(reach, many, lone)
  } finally {
    await shop.close()
  }
}

/** Milliseconds to a client. */
type Quantiles = { readonly p50: number; readonly p99: number }
/** From the answer to COMMIT, which nobody can be told of sooner; and from before its statement, stamp and COMMIT included. */
type Reach = { readonly committed: Quantiles; readonly began: Quantiles }

function sheetOf(reach: Record<number, Reach[]>, many: Rounds, lone: Rounds): Sheet {
  const by = (of: (one: Reach) => number): Rounds =>
    Object.fromEntries(Object.entries(reach).map(([clients, rounds]) => [`${clients} clients`, rounds.map(of)]))
  const p50: Line = { name: 'commit to subscriber p50', unit: 'ms', rounds: by(({ committed }) => committed.p50) }
  const p99: Line = { name: 'commit to subscriber p99', unit: 'ms', rounds: by(({ committed }) => committed.p99) }
  const whole: Line = { name: '… p50 from before the statement', unit: 'ms', rounds: by(({ began }) => began.p50) }
  const slow: Line = { name: '… p99 from before the statement', unit: 'ms', rounds: by(({ began }) => began.p99) }
  const rate: Line = { name: `commits a second, ${WRITERS} writers`, unit: '', rounds: many }
  const time: Line = { name: 'a lone commit p50', unit: 'ms', rounds: lone }
  return {
    scenario: `commits: ${PER_SECOND} commits a second of ${SIZE} bytes, on the shop`,
    lines: [p50, p99, whole, slow, rate, time],
    goals: [
      { name: 'commit to subscriber p50, 500 clients', unit: 'ms', value: medianOf(p50, '500 clients'), most: 10 },
      { name: 'commit to subscriber p50, 1,000 clients', unit: 'ms', value: medianOf(p50, '1000 clients'), most: 5 },
      { name: 'commit to subscriber p99, 1,000 clients', unit: 'ms', value: medianOf(p99, '1000 clients'), most: 25 },
      { name: 'commits a second with the feed', unit: '', value: medianOf(rate, 'with the feed'), least: 500 },
      {
        name: 'what the feed adds to a lone commit',
        unit: 'ms',
        value: medianOf(time, 'with the feed') - medianOf(time, 'without'),
        most: 1,
      },
    ],
  }
}

async function reachOf(shop: ShopContender, clients: number): Promise<Reach[]> {
  const crowd = await openCrowd(shop, clients)
  try {
    const rounds: Reach[] = []
    for (let i = 0; i <= ROUNDS; i++) rounds.push(await oneRound(shop, crowd))
    // The first is for warming up.
    return rounds.slice(1)
  } finally {
    await crowd.close()
  }
}

async function oneRound(shop: ShopContender, crowd: Crowd): Promise<Reach> {
  let written: ReadonlyMap<number, Written> = new Map()
  const pour = async () => {
    written = await shop.pour({ perSecond: PER_SECOND, seconds: SECONDS, size: SIZE })
  }
  await crowd.hear(PER_SECOND * SECONDS, pour, { keep: true, awake: true })
  await crowd.report()
  const heard = await crowd.kept()
  const since = (of: (one: Written) => number): Quantiles => {
    const times = [...written].flatMap(([key, one]) => (heard.get(key) ?? []).map((at) => at - of(one)))
    if (times.length !== written.size * crowd.count) throw new Error(`${times.length} of ${written.size * crowd.count} were heard`)
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
  }
  return { committed: since(({ committed }) => committed), began: since(({ began }) => began) }
}

/** A table of the bench's own, so that both sides write the same row. */
async function prepare(shop: ShopContender): Promise<void> {
  const client = new pg.Client(shop.database)
  await client.connect()
  await client.query('drop table if exists bench_row; create table bench_row (id int primary key, n int not null)')
  await client.query('insert into bench_row select i, 0 from generate_series(1, 1000) i')
  await client.end()
}

const WRITE = 'update bench_row set n = n + 1 where id = $1'
/** In the same packet, as the shop sends it: what is measured is the feed, not the way to the database. */
const TELL = `with written as (${WRITE} returning id)
  select feed.append(1, '{said,said}', '{bench,bench}', '{1,1}', '{public,admin}', array[$2::text, $2::text]) from written`
const BODY = JSON.stringify({ type: 'said', entity: 'bench', rev: 1, at: '', data: { note: 'x'.repeat(400) } })

async function write(client: pg.Client, row: number, tells: boolean): Promise<void> {
  await client.query('begin')
  await client.query(tells ? { name: 'tell', text: TELL, values: [row, BODY] } : { name: 'write', text: WRITE, values: [row] })
  await client.query('commit')
}

async function perSecond(shop: ShopContender, tells: boolean): Promise<number> {
  const end = performance.now() + SECONDS_AT_ONCE * 1000
  let done = 0
  const writer = async (i: number) => {
    const client = new pg.Client(shop.database)
    await client.connect()
    for (; performance.now() < end; done++) await write(client, i * 50 + (done % 50) + 1, tells)
    await client.end()
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, i) => writer(i)))
  return done / SECONDS_AT_ONCE
}

/** Milliseconds of a whole transaction, p50. */
async function alone(shop: ShopContender, tells: boolean): Promise<number> {
  const client = new pg.Client(shop.database)
  await client.connect()
  const times: number[] = []
  for (let i = 0; i < ALONE; i++) {
    const began = performance.now()
    await write(client, 1 + (i % 1000), tells)
    times.push(performance.now() - began)
  }
  await client.end()
  return quantile(times, 0.5)
}
