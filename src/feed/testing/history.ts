import type { Cast } from './cast.ts'
import type { Finding } from './judge.ts'
import { Stage } from './stage.ts'

const EVENTS = 160

export type Outcome = {
  readonly seed: number
  readonly findings: readonly Finding[]
  readonly trace: readonly string[]
  readonly clients: number
  readonly committed: number
  readonly resets: number
  readonly restored: number
}

/** One history of writers, a database, nodes, a network and screens, all of it decided by the seed. */
export async function history(seed: number, cast: Cast): Promise<Outcome> {
  const stage = new Stage(seed, cast)
  for (let i = 0; i < EVENTS; i++) {
    stage.something()
    for (let steps = stage.fate.below(6); steps > 0; steps--) await stage.fate.step()
  }
  await stage.end()
  const { judge, trace, clients, committed, restored } = stage
  const resets = clients.reduce((sum, client) => sum + client.resets, 0)
  return { seed, findings: judge.findings, trace, clients: clients.length, committed, resets, restored }
}
