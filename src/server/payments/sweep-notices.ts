import { againAndAgain } from '../again-and-again.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { applyNotice, conclude } from './apply-notice.ts'
import { findOrderId, lockParked } from './notices.sql.ts'

/**
 * One notice that came before its order: counted now that the order is there, or left to staff after three days.
 * @returns false when nothing is left to do
 */
export async function sweepNotices(db: Database): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const notice = await lockParked(tx)
    if (notice === null) return false
    const orderId = await findOrderId(tx, notice.order)
    if (orderId === null) await conclude(tx, notice, 'unknown', null)
    else await applyNotice(tx, notice, orderId)
    return true
  })
}

/** Every few seconds. Several nodes may do it. */
export const startSweepingNotices = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, { every: 3000, some: () => sweepNotices(deps.db), failed: 'payment notices that came early could not be counted' })
