import type { Cart } from '../../contract/cart.ts'
import { userAudience } from '../../contract/events.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { findCart } from './carts.sql.ts'
import { priceCart } from './price-cart.ts'

/** The last step of every write to a cart: reads it as it is now, and tells it to all of its owner's screens. */
export async function tellCart(tx: Tx, accountId: string): Promise<Cart> {
  const stored = await findCart(tx, accountId)
  if (stored === null) throw new Error(`Account ${accountId} has no cart`)
  const cart = priceCart(stored)
  const news = { type: 'cart_updated', entity: `cart:${accountId}`, rev: cart.version, at: stored.updatedAt.toISOString() } as const
  await append(tx, news, [[userAudience(accountId), cart]])
  return cart
}
