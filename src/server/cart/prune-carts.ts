import type { Database } from '../db/database.ts'
import { countWrites, emptyCarts, lockUnusedCarts } from './carts.sql.ts'
import { tellCart } from './tell-cart.ts'

const MOST_AT_ONCE = 100

/** Empties carts that nobody has touched for 60 days. @returns how many; fewer than asked for means that nothing is left to do */
export async function pruneCarts(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    const carts = await lockUnusedCarts(tx, MOST_AT_ONCE)
    if (carts.length === 0) return 0
    await emptyCarts(
      tx,
      carts.map(({ id }) => id),
    )
    await countWrites(
      tx,
      carts.map(({ id }) => id),
    )
    // Their owners may still look at them.
    for (const { accountId } of carts) await tellCart(tx, accountId)
    return carts.length
  })
}
