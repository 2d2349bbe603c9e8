import { setTimeout as wait } from 'node:timers/promises'
import { parseCursor } from '../../src/feed/cursor.ts'
import { Fate } from '../../src/feed/testing/fate.ts'
import { until } from '../support/until.ts'
import { check, NOTHING, type Toll } from './checker.ts'
import type { Fault } from './faults.ts'
import { type Ground, openGround, type Topology } from './ground.ts'
import type { Watcher } from './watcher.ts'

/** Half-open connections are noticed by the heartbeat alone, which takes its time. */
const PATIENCE = 90_000

/** Every fault on one topology, each for its part of the time and at least once. False: something did not hold. */
export async function runFaults(topology: Topology, faults: readonly Fault[], seed: number, time: number): Promise<boolean> {
  await using ground = await openGround(topology)
  const { roll } = new Fate(seed)
  const possible = faults.filter((fault) => {
    const why = fault.impossible?.(ground) ?? null
    if (why !== null) console.log(`FAULT ${fault.id} on=${topology.name} skipped: ${why}`)
    return why === null
  })
  const weights = possible.reduce((sum, { weight }) => sum + weight, 0)
  let right = true
  for (const fault of possible) {
    right = (await tryFault(ground, fault, { seed, roll, time: (time * fault.weight) / weights })) && right
  }
  return right
}

type Trial = { seed: number; roll: () => number; time: number }

async function tryFault(ground: Ground, fault: Fault, { seed, roll, time }: Trial): Promise<boolean> {
  const { load, topology } = ground
  const recoveries: number[] = []
  const details: string[] = []
  const before = load.acked
  let toll: Toll = NOTHING
  let leaked = 0
  load.resume()
  try {
    for (const end = performance.now() + time; recoveries.length === 0 || performance.now() < end; ) {
      await wait(roll() * 300)
      const began = performance.now()
      await fault.strike(ground, roll, (entries) => {
        leaked += entries
        details.push(`unauthorized: ${entries} entries`)
      })
      const from = fault.recoversFrom === 'begin' ? began : performance.now()
      await recover(ground)
      recoveries.push(Math.round(performance.now() - from))
    }
    await load.pause()
    await until('every screen stands where the feed ends', () => isCurrent(ground), PATIENCE)
    toll = await check(ground, details)
    toll.unauthorized += leaked
  } catch (error) {
    details.push(error instanceof Error ? error.message : String(error))
    for (const { name, store } of ground.watchers) details.push(`${name} is ${store.link.at} at ${store.cursor}`)
    for (const node of ground.cluster.nodes) details.push(`${node.name} said: ${node.output().slice(-1500)}`)
    toll = { ...NOTHING, diverged: 1 }
  }
  const counts = Object.entries(toll).map(([name, count]) => `${name}=${count}`)
  const times = `recover_p50/p99=${quantile(recoveries, 0.5)}/${quantile(recoveries, 0.99)}ms`
  const line = [
    `FAULT ${fault.id} on=${topology.name} seed=${seed} tried=${recoveries.length} acked=${load.acked - before}`,
    ...counts,
    times,
  ]
  console.log(line.join(' '))
  for (const detail of details) console.log(`  ${detail}`)
  return details.length === 0
}

/** Until another order is acknowledged, and every screen has come past the moment of that. */
async function recover({ load, watchers, sql }: Ground): Promise<void> {
  const before = load.acked
  await until('an order is acknowledged again', () => load.acked > before, PATIENCE)
  const heads = new Map((await sql<{ aud: string; n: number }>('select aud, n from feed.audience')).map(({ aud, n }) => [aud, Number(n)]))
  const isThere = ({ store }: Watcher) => {
    const marks = [...(parseCursor(store.cursor)?.marks ?? [])]
    return store.link.at === 'live' && marks.every(([audience, { n }]) => n >= (heads.get(audience) ?? 0))
  }
  await until('every screen has caught up', () => watchers.every(isThere), PATIENCE)
}

async function isCurrent({ sql, watchers }: Ground): Promise<boolean> {
  const heads = await sql<{ aud: string; mark: string }>(
    `select aud, aud || '.' || n || '.' || encode(substr(chain, 1, 8), 'hex') as mark from feed.audience`,
  )
  return watchers.every(({ store }) => {
    const [, ...marks] = store.cursor.split('~')
    const right = marks.every((mark) => heads.every(({ aud, mark: head }) => !mark.startsWith(`${aud}.`) || mark === head))
    return store.link.at === 'live' && right
  })
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0
}
