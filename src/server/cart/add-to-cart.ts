import { type AddToCart, type Cart, MAX_LINES, MAX_QUANTITY } from '../../contract/cart.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findOffers, lockCart, putLine } from './carts.sql.ts'
import { refuseTooLarge } from './refuse-too-large.ts'
import { resolveChoice } from './resolve-choice.ts'
import { tellCart } from './tell-cart.ts'

/**
 * Options that are left out are the product's first. The same cake again adds to its line, up to {@link MAX_QUANTITY}.
 * @throws Refusal `product.unavailable`, `option.unknown`, `order.too-large`
 */
export async function addToCart(
  { db }: Deps,
  accountId: string,
  { productId, quantity, message = '', ...wanted }: AddToCart,
): Promise<Cart> {
  return db.transaction(async (tx) => {
    const { id } = await lockCart(tx, accountId)
    const [found] = await findOffers(tx, [productId])
    const { offer, choice, factors } = resolveChoice(found, wanted, { productId })
    refuseTooLarge([{ base: offer.base, factors, quantity }])
    await putLine(tx, id, { productId, quantity, message, ...choice }, MAX_QUANTITY)
    const cart = await tellCart(tx, accountId)
    if (cart.items.length > MAX_LINES) refuse('order.too-large', { most: MAX_LINES })
    return cart
  })
}
