import type { Cart } from '../../contract/cart.ts'
import { userAudience } from '../../contract/events.ts'
import { appendAll, type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { readRules, type ShopRules } from '../delivery/shop-rules.sql.ts'
import { findCart, type StoredCart } from './carts.sql.ts'
import { priceCart } from './price-cart.ts'

/** The last step of a write to a cart: reads it as it is now, and tells it to all of its owner's screens. */
export async function tellCart(tx: Tx, accountId: string): Promise<Cart> {
  const stored = await findCart(tx, accountId)
  if (stored === null) throw new Error(`Account ${accountId} has no cart`)
  const { cart, said } = sayCart(accountId, stored, await readRules(tx, stored.stamp))
  appendAll(tx, [said])
  return cart
}

/** For who knows what the cart is now; the caller appends what is said. */
export function sayCart(accountId: string, stored: Omit<StoredCart, 'stamp'>, rules: ShopRules): { cart: Cart; said: Said } {
  const cart = priceCart(stored, rules)
  const news = { type: 'cart_updated', entity: `cart:${accountId}`, rev: cart.version, at: stored.updatedAt.toISOString() } as const
  return { cart, said: say(news, [[userAudience(accountId), cart]]) }
}
