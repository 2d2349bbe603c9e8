import { mergeCart } from '../cart/merge-cart.ts'
import { appendRevocation } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { deleteAccount, moveBelongings } from './accounts.sql.ts'
import { endSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Who signs in leaves the session it came with, so that a planted one is never promoted. A guest's cart and orders come
 * along, and the guest is no more.
 */
export async function leaveBehind(tx: Tx, before: Viewer | null, accountId: string): Promise<void> {
  if (before === null) return
  if (before.role !== 'guest') {
    await endSession(tx, before)
    return
  }
  await mergeCart(tx, before.accountId, accountId)
  await moveBelongings(tx, before.accountId, accountId)
  await deleteAccount(tx, before.accountId)
  await appendRevocation(tx, { account: before.accountId })
}
