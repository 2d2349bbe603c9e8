import { cpuDuring } from '../crowd.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'
import { inTurns, pick, type Stand, withStands } from '../stands.ts'

const CLIENTS = 1000
const PER_SECOND = 1000
const SECONDS = 5
/** Whoever sends each change by itself needs more than a second for a second of it. */
const PEER_SECONDS = 0.2
const SIZE = 1024
const ROUNDS = 3
const OURS = ['engine', 'shop']

/** `cores`: of CPU for each second of the load. */
type Round = { cores: number; cpu: number; p50: number; p99: number; delivered: number; perFrame: number }

/** A thousand changes a second to a thousand clients. */
export async function coalesce(): Promise<Sheet> {
  const results = await withStands(['ws', 'socket.io', 'engine', 'shop'], CLIENTS, (stands) => inTurns(stands, ROUNDS, pourOnce))
  const line = (name: string, unit: string, of: (round: Round) => number): Line => ({ name, unit, rounds: pick(results, of) })
  const cores = line('cores that it takes', '', (round) => round.cores)
  const p99 = line('p99', 'ms', (round) => round.p99)
  const delivered = line('delivered', '%', (round) => round.delivered * 100)
  return {
    scenario: `coalesce: ${PER_SECOND} changes a second of ${SIZE} bytes, ${CLIENTS} clients`,
    lines: [
      cores,
      line('CPU of a change at a client', 'µs', (round) => round.cpu),
      line('p50', 'ms', (round) => round.p50),
      p99,
      line('changes in a frame', '', (round) => round.perFrame),
      delivered,
    ],
    goals: OURS.flatMap((name) => [
      { name: `${name}: delivered`, unit: '%', value: medianOf(delivered, name), least: 100 },
      { name: `${name}: cores`, unit: '', value: medianOf(cores, name), most: 1 },
      { name: `${name}: p99`, unit: 'ms', value: medianOf(p99, name), most: 150 },
    ]),
  }
}

async function pourOnce({ contender, crowd }: Stand): Promise<Round> {
  const seconds = OURS.includes(contender.name) ? SECONDS : PEER_SECONDS
  const changes = PER_SECOND * seconds
  await crowd.report()
  const spent = await cpuDuring(contender, () => crowd.hear(changes, () => contender.pour({ perSecond: PER_SECOND, seconds, size: SIZE })))
  const report = await crowd.report()
  const all = changes * CLIENTS
  return {
    cores: spent / (seconds * 1000),
    cpu: (spent * 1000) / all,
    p50: report.p50,
    p99: report.p99,
    delivered: report.changes / all,
    perFrame: report.changes / report.frames,
  }
}
