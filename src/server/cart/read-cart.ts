import type { Cart } from '../../contract/cart.ts'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import type { Queryable } from '../db/database.ts'
import { cursorAt, rowsAtPosition } from '../db/feed-log.sql.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'
import { cartQuery, findCart, toCart } from './carts.sql.ts'
import { priceCart } from './price-cart.ts'

/** @returns null when this account has never had a cart */
export async function readCart(read: Queryable, accountId: string): Promise<Cart | null> {
  const cart = await findCart(read, accountId)
  return cart === null ? null : priceCart(cart, await readRules(read, cart.stamp))
}

/** With the feed position that it was read at. */
export async function readCartAtPosition(read: Queryable, viewer: Viewer | null): Promise<{ data: Cart | null; cursor: string }> {
  const audiences = audiencesOf(viewer)
  if (viewer === null) return { data: null, cursor: await cursorAt(read, audiences) }
  const { rows, cursor } = await rowsAtPosition(read, { audiences, proof: viewer.proof }, cartQuery(viewer.accountId), 'cartId')
  const cart = toCart(rows)
  return { data: cart === null ? null : priceCart(cart, await readRules(read, cart.stamp)), cursor }
}
