import type { Name } from '../contenders.ts'
import { cpuDuring } from '../crowd.ts'
import { ensureFiles } from '../processes.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'
import { inTurns, pick, type Stand, withStands } from '../stands.ts'

const CLIENTS = 5000
const SIZE = 1024
const BROADCASTS = 20
const ROUNDS = 5
const NAMES = ['tcp', 'ws', 'socket.io', 'feathers', 'engine', 'shop'] as const satisfies readonly Name[]

type Round = { cpu: number; delay: number; p50: number; p99: number }

/** The same kilobyte to everybody, again and again, by each server in turns. */
export async function fanout(): Promise<Sheet> {
  ensureFiles(CLIENTS)
  const results = await withStands(NAMES, CLIENTS, (stands) => inTurns(stands, ROUNDS, broadcast))
  const line = (name: string, unit: string, of: (round: Round) => number): Line => ({ name, unit, rounds: pick(results, of) })
  const cpu = line('CPU of a delivery', 'µs', (round) => round.cpu)
  const delay = line('event loop late, at most', 'ms', (round) => round.delay)
  const times = (peer: string, of = 'engine') => medianOf(cpu, peer) / medianOf(cpu, of)
  return {
    scenario: `fanout: ${CLIENTS} clients, ${SIZE} bytes`,
    lines: [
      cpu,
      line('deliveries per core-second', '', (round) => 1e6 / round.cpu),
      delay,
      line('p50 of a delivery', 'ms', (round) => round.p50),
      line('p99 of a delivery', 'ms', (round) => round.p99),
    ],
    goals: [
      { name: 'engine: deliveries per core-second', unit: '× Socket.IO', value: times('socket.io'), least: 1.5 },
      { name: 'engine: deliveries per core-second', unit: '× Feathers', value: times('feathers'), least: 2.2 },
      { name: 'engine: deliveries per core-second', unit: '× ws', value: times('ws'), least: 0.8 },
      { name: 'shop: deliveries per core-second', unit: '× Socket.IO', value: times('socket.io', 'shop'), least: 1.5 },
      { name: 'engine: event loop late', unit: 'ms', value: medianOf(delay, 'engine'), most: 30 },
      { name: 'engine: event loop late', unit: '× Socket.IO', value: medianOf(delay, 'engine') / medianOf(delay, 'socket.io'), most: 0.2 },
      { name: 'shop: event loop late', unit: 'ms', value: medianOf(delay, 'shop'), most: 30 },
    ],
  }
}

async function broadcast({ contender, crowd }: Stand): Promise<Round> {
  await contender.stat()
  await crowd.report()
  const spent = await cpuDuring(contender, async () => {
    for (let i = 0; i < BROADCASTS; i++) await crowd.hear(1, () => contender.say({ size: SIZE }), { awake: true })
  })
  const { delay } = await contender.stat()
  const { p50, p99 } = await crowd.report()
  return { cpu: (spent * 1000) / (BROADCASTS * crowd.count), delay, p50, p99 }
}
