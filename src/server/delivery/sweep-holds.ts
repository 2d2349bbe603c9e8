import { againAndAgain } from '../again-and-again.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { putBack } from './exchange.ts'
import { maySweep, releaseOver } from './holds.sql.ts'
import { readRules } from './shop-rules.sql.ts'

const MOST_AT_ONCE = 50

/**
 * Puts back what is kept for people whose time is over.
 * @returns false when nothing is left to do, or another node is doing it
 */
export async function sweepHolds(db: Database): Promise<boolean> {
  return await db.transaction(async (tx) => {
    if (!(await maySweep(tx))) return false
    const [ended, rules] = await Promise.all([releaseOver(tx, MOST_AT_ONCE), readRules(tx)])
    if (ended === null) return false
    appendAll(tx, await putBack(tx, rules, ended.kept))
    return true
  })
}

/** Every few seconds. Several nodes may do it. */
export const startSweepingHolds = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, { every: 5000, some: () => sweepHolds(deps.db), failed: 'holds that are over could not be released' })
