import { LiveStore } from '../client/live-store.ts'
import type { Fate } from './fate.ts'
import type { Store } from './simulated-client.ts'
import { SimulatedDatabase } from './simulated-database.ts'
import type { Parts, Rights } from './simulated-node.ts'

/** What a history is made of; a mutant brings something else. */
export type Cast = Parts & {
  readonly database: (fate: Fate) => SimulatedDatabase
  readonly store: (cursor: string, now: number) => Store
}

export const healthy = (rights: () => Rights): Cast => ({
  rights,
  log: (log) => log,
  revoke: (run) => run(),
  checkedAt: (before) => before,
  splice: (at) => at,
  audiences: (audiences) => audiences,
  packets: (text) => [text],
  drained: (drain) => drain(),
  database: (fate) => new SimulatedDatabase(fate),
  store: (cursor, now) => new LiveStore(cursor, now),
})
