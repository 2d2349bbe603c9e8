import { isOverdue } from '../../domain/payment-state.ts'
import { againAndAgain } from '../again-and-again.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { moveOrder } from './move-order.ts'
import { findOverdue, lockOrder } from './order-writes.sql.ts'

export const NOT_PAID = 'Not paid in time'

/**
 * Cancels one order that waited for its money in vain, and gives back what it took. Money that comes meanwhile waits for the order's row, or
 * has it first: then the order is passed over, and looked at again.
 * @param at the moment to judge by; left out: the database's clock
 * @returns false when nothing is left to do
 */
export async function cancelUnpaid(db: Database, at?: Date): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const id = await findOverdue(tx, at)
    if (id === null) return false
    const order = await lockOrder(tx, id)
    if (order === null || !isOverdue(order, at ?? order.now)) return false
    await moveOrder(tx, id, order, { to: 'cancelled', reason: NOT_PAID, by: null })
    const deed = { before: { status: order.status }, after: { status: 'cancelled', reason: NOT_PAID } }
    audit(tx, null, { action: 'order.move', entity: `order:${id}`, ...deed })
    return true
  })
}

/** Every few seconds. Several nodes may do it. */
export const startCancellingUnpaid = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, {
    every: 3000,
    some: () => cancelUnpaid(deps.db),
    failed: 'orders that were not paid in time could not be cancelled',
  })
