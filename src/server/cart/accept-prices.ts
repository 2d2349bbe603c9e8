import type { AcceptPrices, Cart } from '../../contract/cart.ts'
import { fromRupees } from '../../domain/money.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findCart, lockExistingCart, setLine } from './carts.sql.ts'
import { EMPTY_CART, priceCart } from './price-cart.ts'
import { tellCart } from './tell-cart.ts'

/**
 * The owner has seen what the cakes cost now and goes on with it.
 * @throws Refusal `line.not-found`
 */
export async function acceptPrices({ db }: Deps, accountId: string, { itemId }: AcceptPrices): Promise<Cart> {
  return db.transaction(async (tx) => {
    if ((await lockExistingCart(tx, accountId)) === undefined) return itemId === undefined ? EMPTY_CART : refuse('line.not-found')
    const stored = await findCart(tx, accountId)
    if (stored === null) throw new Error(`Account ${accountId} has no cart`)
    if (itemId !== undefined && !stored.lines.some(({ id }) => id === itemId)) refuse('line.not-found')
    const { items } = priceCart(stored, await readRules(tx, stored.stamp))
    for (const line of stored.lines) {
      const shown = items.find(({ _id }) => _id === line.id)
      if (shown === undefined || shown.priceBefore === null || (itemId !== undefined && itemId !== line.id)) continue
      setLine(tx, { ...line, seenPrice: fromRupees(shown.price) })
    }
    return await tellCart(tx, accountId)
  })
}
