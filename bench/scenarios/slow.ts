import { readFileSync } from 'node:fs'
import { type Contender, type Name, type Protocol, startContender } from '../contenders.ts'
import { type Crowd, openCrowd } from '../crowd.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

/** Enough of them that a server's own ups and downs are small beside. */
const STALLED = 100
const READING = 20
const SIZE = 8 * 1024
const PER_SECOND = 500
/** More than the ring of a node holds, and far more than the kernel keeps for a connection. */
const SECONDS = 10
const ROUNDS = 3
/** The shop and not the engine, whose log stands in its own memory. */
const NAMES = ['ws', 'socket.io', 'shop'] as const satisfies readonly Name[]

/** Beside clients of the shop that speak something else than the feed protocol and stop. */
type Elsewhere = { plain: number; streams: number }
type Round = { each: number; kernel: number; p99: number; alone: number; elsewhere?: Elsewhere }

/** Some clients stop reading while others read on; then as many read on by themselves. */
export async function slow(): Promise<Sheet> {
  const results: Partial<Record<Name, Round[]>> = {}
  for (let i = 0; i < ROUNDS; i++) for (const name of NAMES) results[name] = [...(results[name] ?? []), await stallSome(name)]
  const line = (name: string, unit: string, of: (round: Round) => number): Line => ({
    name,
    unit,
    rounds: Object.fromEntries(Object.entries(results).map(([name, rounds]) => [name, rounds.map(of)])),
  })
  const ofShop = (name: string, of: (elsewhere: Elsewhere) => number): Line => ({
    name,
    unit: 'ms',
    rounds: { shop: (results.shop ?? []).flatMap(({ elsewhere }) => (elsewhere === undefined ? [] : of(elsewhere))) },
  })
  const each = line('memory that a stalled client costs', 'KiB', (round) => round.each)
  return {
    scenario: `slow: ${STALLED} of ${STALLED + READING} clients stop reading, then ${PER_SECOND * SECONDS} changes of ${SIZE} bytes`,
    lines: [
      each,
      line('… that the kernel keeps for its line, both ends', 'KiB', (round) => round.kernel),
      line('p99 of the others', 'ms', (round) => round.p99),
      ofShop('… beside plain clients that stop', ({ plain }) => plain),
      ofShop('… beside streams of server-sent events that stop', ({ streams }) => streams),
      line('p99 of as many with nobody else', 'ms', (round) => round.alone),
    ],
    goals: [{ name: 'shop: a stalled client', unit: 'KiB', value: medianOf(each, 'shop'), most: 512 }],
  }
}

async function stallSome(name: Name): Promise<Round> {
  const contender = await startContender(name)
  const pour = () => contender.pour({ perSecond: PER_SECOND, seconds: SECONDS, size: SIZE })
  const withCrowd = async <T>(clients: number, work: (crowd: Crowd) => Promise<T>): Promise<T> => {
    const crowd = await openCrowd(contender, clients)
    return work(crowd).finally(() => crowd.close())
  }
  try {
    const besideStalled = await withCrowd(STALLED + READING, async (crowd) => {
      // Once with all of them: what the ring keeps, and what the program needs anyway, is there before.
      await crowd.hear(PER_SECOND * SECONDS, pour)
      const [before, keptBefore] = [await rssOf(contender), keptByKernel()]
      await crowd.report()
      await crowd.call('stall', { count: STALLED })
      await crowd.hear(PER_SECOND * SECONDS, pour, { clients: READING })
      const [after, keptAfter] = [await rssOf(contender), keptByKernel()]
      const { p99 } = await crowd.report()
      const each = (more: number) => Math.max(0, more) / STALLED / 1024
      return { each: each(after - before), kernel: each(keptAfter - keptBefore), p99 }
    })
    const p99 = (before: () => Promise<unknown> = async () => undefined) =>
      withCrowd(READING, async (crowd) => {
        await before()
        // As before the pour beside those that stall: all begin alike.
        await contender.stat({ collect: true })
        await crowd.hear(PER_SECOND * SECONDS, pour)
        return (await crowd.report()).p99
      })
    const beside = async (protocol: Protocol): Promise<number> => {
      const others = await openCrowd({ ...contender, target: { ...contender.target, protocol } }, STALLED)
      return p99(() => others.call('stall', { count: STALLED })).finally(() => others.close())
    }
    const elsewhere = name === 'shop' ? { elsewhere: { plain: await beside('socket.io'), streams: await beside('sse') } } : {}
    return { ...besideStalled, ...elsewhere, alone: await p99() }
  } finally {
    await contender.close()
  }
}

const rssOf = async (contender: Contender): Promise<number> => (await contender.stat({ collect: true })).rss

/** Bytes of what was sent over TCP on this machine and not read yet. */
const keptByKernel = (): number => Number(/^TCP:.* mem (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1]) * 4096
