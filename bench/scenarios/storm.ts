import { until } from '../../test/support/until.ts'
import { type Contender, type Name, type ShopContender, startContender, startShopContender } from '../contenders.ts'
import { AT_ONCE, type Crowd, cpuDuring, openCrowd } from '../crowd.ts'
import { ensureFiles } from '../processes.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

const MISSED = 100
const SIZE = 1024
const ROUNDS = 3

/** Milliseconds until the middle and the last client were current, and of CPU for each; reads of the log. */
type Round = { p50: number; last: number; cpu: number; reads: number }
/** Of one process: `first`, while much of it is compiled, as after a deploy; `later`, as after a tunnel. */
type Storms = { readonly first: Round; readonly later: Round }

/** All clients are cut off at once, miss a hundred changes, and come back at once. */
export async function storm(): Promise<Sheet> {
  ensureFiles(10_000)
  const small = await inTurns(5000, ['engine', 'recovery'])
  const large = await inTurns(10_000, ['engine', 'shop'])
  const line = (name: string, unit: string, of: (storms: Storms) => number): Line => ({
    name,
    unit,
    rounds: Object.fromEntries([...Object.entries(small), ...Object.entries(large)].map(([key, rounds]) => [key, rounds.map(of)])),
  })
  const last = line('all current after', 's', ({ first }) => first.last / 1000)
  const lastLater = line('… in a later storm', 's', ({ later }) => later.last / 1000)
  const cpu = line('CPU of a client', 'ms', ({ first }) => first.cpu)
  const reads = line('reads of the log', '', ({ first, later }) => first.reads + later.reads)
  const sooner = (by: Line) => medianOf(by, 'recovery 5000') / medianOf(by, 'engine 5000')
  return {
    scenario: `storm: each missed ${MISSED} changes of ${SIZE} bytes, ${AT_ONCE} dial at once`,
    lines: [
      last,
      lastLater,
      line('half current after', 's', ({ first }) => first.p50 / 1000),
      cpu,
      line('… in a later storm', 'ms', ({ later }) => later.cpu),
      reads,
    ],
    goals: [
      { name: 'engine, 10,000: all current', unit: 's', value: medianOf(last, 'engine 10000'), most: 6 },
      { name: 'engine, 10,000: CPU of a client', unit: 'ms', value: medianOf(cpu, 'engine 10000'), most: 0.55 },
      { name: 'shop, 10,000: all current', unit: 's', value: medianOf(last, 'shop 10000'), most: 6 },
      { name: 'shop, 10,000: CPU of a client', unit: 'ms', value: medianOf(cpu, 'shop 10000'), most: 0.55 },
      { name: 'shop, 10,000: database reads', unit: '% of the clients', value: medianOf(reads, 'shop 10000') / 100, most: 1 },
      { name: 'engine, 5,000: faster than the recovery of Socket.IO', unit: '×', value: sooner(last), least: 4 },
      { name: 'engine, 5,000: … in a later storm', unit: '×', value: sooner(lastLater), least: 4 },
    ],
  }
}

async function inTurns(clients: number, names: readonly Name[]): Promise<Record<string, Storms[]>> {
  const rounds: Record<string, Storms[]> = {}
  for (let i = 0; i < ROUNDS; i++)
    for (const name of names) {
      const key = `${name} ${clients}`
      const contender = name === 'shop' ? await startShopContender() : await startContender(name)
      try {
        rounds[key] = [...(rounds[key] ?? []), await twice(contender, clients)]
      } finally {
        await contender.close()
      }
    }
  return rounds
}

async function twice(contender: Contender | ShopContender, clients: number): Promise<Storms> {
  const crowd = await openCrowd(contender, clients)
  try {
    // Whoever recovers needs to have heard something before.
    await crowd.hear(2, () => contender.say({ count: 2, size: SIZE }))
    return { first: await stormOf(contender, crowd), later: await stormOf(contender, crowd) }
  } finally {
    await crowd.close()
  }
}

async function stormOf(contender: Contender | ShopContender, crowd: Crowd): Promise<Round> {
  await crowd.call('kill')
  await until('all are gone', async () => (await contender.stat()).clients === 0, 60_000)
  await contender.say({ count: MISSED, size: SIZE })
  const before = (await contender.stat()).reads
  let times = { p50: 0, last: 0 }
  const spent = await cpuDuring(contender, async () => {
    times = await crowd.call('again', { atOnce: AT_ONCE, changes: MISSED })
  })
  const reads = (await contender.stat()).reads - before
  await crowd.report({ lossy: true })
  return { ...times, cpu: spent / crowd.count, reads }
}
