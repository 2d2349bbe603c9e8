import { againAndAgain } from './again-and-again.ts'
import { pruneCarts } from './cart/prune-carts.ts'
import { SWEEPS, type Sweep } from './db/prune.sql.ts'
import type { Deps } from './deps.ts'
import { pruneAlerts } from './stock-alerts/prune-alerts.ts'

const ROUND: readonly Sweep[] = [{ what: 'stock alerts', some: pruneAlerts }, ...SWEEPS, { what: 'carts', some: pruneCarts }]

/** Once an hour, what is over is swept out. Several nodes may do it at once. */
export function startPruning({ db, log }: Pick<Deps, 'db' | 'log'>, every = 60 * 60 * 1000) {
  let at = 0
  /** Each to its end. One that fails is tried again in the next round and keeps nobody behind it waiting. */
  const some = async () => {
    const sweep = ROUND[at]
    if (sweep === undefined) {
      at = 0
      return false
    }
    try {
      if ((await sweep.some(db)) > 0) return true
    } catch (error) {
      log.warn({ err: error, what: sweep.what }, 'what is over could not be swept out')
    }
    at++
    return true
  }
  return againAndAgain({ log }, { every, some, failed: 'what is over could not be swept out' })
}
