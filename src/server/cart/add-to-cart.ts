import { type AddToCart, type Cart, MAX_LINES, MAX_QUANTITY } from '../../contract/cart.ts'
import type { Person } from '../accounts/viewer.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { claim } from '../orders/idempotency.ts'
import { refuse } from '../refusal.ts'
import { findCartWith, insertLine, lockCart, lockExistingCart, type StoredCart, type StoredLine, setLine } from './carts.sql.ts'
import { refuseTooLarge } from './refuse-too-large.ts'
import { resolveChoice } from './resolve-choice.ts'
import { sameCake } from './same-cake.ts'
import { sayCart } from './tell-cart.ts'

/**
 * Options that are left out are the product's first. The same cake again adds to its line, up to {@link MAX_QUANTITY}.
 * @param key the request's Idempotency-Key: under the same key it is put in once
 * @throws Refusal `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`, `key.reused`
 */
export async function addToCart({ db }: Deps, { accountId, proof }: Person, wanted: AddToCart, key?: string): Promise<Cart> {
  return db.transaction(async (tx) => {
    const claimed = await claim<Cart>(tx, { scope: `${accountId} POST /cart/add`, key, request: wanted, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const before = await openCart(tx, accountId, [wanted.productId])
    const cart = await tellOpenCart(tx, accountId, putIn(tx, before, wanted))
    claimed.keep(cart)
    return cart
  }, proof)
}

/**
 * The cart, locked, with the offers of its lines and of these products. Nearly always it is there, and all of it is asked for at once.
 * Its version counts the write that follows, which ends with {@link tellOpenCart}.
 */
export async function openCart(tx: Tx, accountId: string, productIds: readonly string[]): Promise<StoredCart> {
  const [locked, { cart, offers }] = await Promise.all([lockExistingCart(tx, accountId), findCartWith(tx, accountId, productIds)])
  // One that came into being between the two is not locked.
  if (locked !== undefined && cart !== null) return { ...cart, offers }
  lockCart(tx, accountId)
  const made = await findCartWith(tx, accountId, productIds)
  if (made.cart === null) throw new Error(`Account ${accountId} has no cart`)
  return { ...made.cart, offers: made.offers }
}

/**
 * One cake more in a cart that is open. What is refused has written nothing.
 * @throws Refusal `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`
 */
export function putIn(tx: Tx, cart: StoredCart, { productId, quantity, message = '', ...wanted }: AddToCart): StoredCart {
  const found = cart.offers.find(({ id }) => id === productId)
  const { offer, choice, factors, charges } = resolveChoice(found, wanted, { productId })
  const [priced] = refuseTooLarge([{ base: offer.base, factors, charges, quantity }]).lines
  const line: StoredLine = { id: newId(), productId, quantity, message, ...choice, seenPrice: priced?.price ?? null }
  const twin = cart.lines.find((other) => sameCake(other, line))
  if (twin === undefined) {
    if (cart.lines.length >= MAX_LINES) refuse('order.too-large', { most: MAX_LINES })
    insertLine(tx, cart.id, line)
    return { ...cart, lines: [...cart.lines, line] }
  }
  const more = { ...twin, quantity: Math.min(MAX_QUANTITY, twin.quantity + quantity) }
  setLine(tx, more)
  return { ...cart, lines: cart.lines.map((other) => (other.id === more.id ? more : other)) }
}

/** What is in it now, told to all of its owner's screens. */
export async function tellOpenCart(tx: Tx, accountId: string, stored: StoredCart): Promise<Cart> {
  const { cart, said } = sayCart(accountId, stored, await readRules(tx, stored.stamp))
  appendAll(tx, [said])
  return cart
}
