import { againAndAgain } from './again-and-again.ts'
import { pruneCarts } from './cart/prune-carts.ts'
import { pruneSome } from './db/prune.sql.ts'
import type { Deps } from './deps.ts'
import { pruneAlerts } from './stock-alerts/prune-alerts.ts'

/** Once an hour, what is over is swept out. Several nodes may do it at once. */
export const startPruning = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, {
    every: 60 * 60 * 1000,
    some: async () => (await pruneAlerts(deps.db)) > 0 || (await pruneSome(deps.db)) > 0 || (await pruneCarts(deps.db)) > 0,
    failed: 'what is over could not be swept out',
  })
