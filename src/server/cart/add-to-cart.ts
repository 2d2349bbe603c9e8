import { type AddToCart, type Cart, MAX_LINES, MAX_QUANTITY } from '../../contract/cart.ts'
import type { Person } from '../accounts/viewer.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { refuse } from '../refusal.ts'
import { findCartWith, insertLine, lockCart, lockExistingCart, type Offer, type StoredCart, type StoredLine, setLine } from './carts.sql.ts'
import { refuseTooLarge } from './refuse-too-large.ts'
import { resolveChoice } from './resolve-choice.ts'
import { sameCake } from './same-cake.ts'
import { sayCart } from './tell-cart.ts'

/**
 * Options that are left out are the product's first. The same cake again adds to its line, up to {@link MAX_QUANTITY}.
 * @throws Refusal `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`
 */
export async function addToCart(
  { db }: Deps,
  { accountId, proof }: Person,
  { productId, quantity, message = '', ...wanted }: AddToCart,
): Promise<Cart> {
  return db.transaction(async (tx) => {
    const { before, offers } = await findOrMake(tx, accountId, productId)
    const found = offers.find(({ id }) => id === productId)
    const { offer, choice, factors, charges } = resolveChoice(found, wanted, { productId })
    const [priced] = refuseTooLarge([{ base: offer.base, factors, charges, quantity }]).lines
    const line: StoredLine = { id: newId(), productId, quantity, message, ...choice, seenPrice: priced?.price ?? null }
    const twin = before.lines.find((other) => sameCake(other, line))
    if (twin === undefined && before.lines.length >= MAX_LINES) refuse('order.too-large', { most: MAX_LINES })
    const more = twin && { ...twin, quantity: Math.min(MAX_QUANTITY, twin.quantity + quantity) }
    if (more === undefined) insertLine(tx, before.id, line)
    else setLine(tx, more)
    const lines = more === undefined ? [...before.lines, line] : before.lines.map((other) => (other.id === more.id ? more : other))
    const { cart, said } = sayCart(accountId, { ...before, lines, offers }, await readRules(tx, before.stamp))
    appendAll(tx, [said])
    return cart
  }, proof)
}

/** The cart, locked, and the offers of its lines and of one product more. Nearly always it is there, and all of it is asked for at once. */
async function findOrMake(tx: Tx, accountId: string, productId: string): Promise<{ before: StoredCart; offers: readonly Offer[] }> {
  const [locked, { cart, offers }] = await Promise.all([lockExistingCart(tx, accountId), findCartWith(tx, accountId, [productId])])
  // One that came into being between the two is not locked.
  if (locked !== undefined && cart !== null) return { before: cart, offers }
  lockCart(tx, accountId)
  const made = await findCartWith(tx, accountId, [productId])
  if (made.cart === null) throw new Error(`Account ${accountId} has no cart`)
  return { before: made.cart, offers: made.offers }
}
