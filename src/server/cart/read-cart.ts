import type { Cart } from '../../contract/cart.ts'
import type { Queryable } from '../db/database.ts'
import { findCart } from './carts.sql.ts'
import { priceCart } from './price-cart.ts'

/** @returns null when this account has never had a cart */
export async function readCart(read: Queryable, accountId: string): Promise<Cart | null> {
  const cart = await findCart(read, accountId)
  return cart === null ? null : priceCart(cart)
}
