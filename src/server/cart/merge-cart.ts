import { MAX_QUANTITY } from '../../contract/cart.ts'
import type { Tx } from '../db/database.ts'
import { countWrites, ensureCart, lockCarts, pourLines } from './carts.sql.ts'
import { tellCart } from './tell-cart.ts'

/**
 * When a guest signs in: the guest's lines join the account's cart. Lines that are the same in all but quantity become one of
 * at most {@link MAX_QUANTITY}; no line is dropped, not even beyond the number that one may put in. The guest's cart is empty
 * afterwards, so a second call, from another tab, finds nothing to do.
 */
export async function mergeCart(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  if (fromAccountId === toAccountId) return
  await ensureCart(tx, toAccountId)
  const carts = await lockCarts(tx, [fromAccountId, toAccountId])
  const from = carts.find((cart) => cart.accountId === fromAccountId)
  const to = carts.find((cart) => cart.accountId === toAccountId)
  if (from === undefined || to === undefined) return
  if ((await pourLines(tx, from.id, to.id, MAX_QUANTITY)) === 0) return
  await countWrites(tx, [from.id, to.id])
  await tellCart(tx, toAccountId)
  await tellCart(tx, fromAccountId)
}
