import { type Cart, MAX_QUANTITY, type UpdateCartLine } from '../../contract/cart.ts'
import type { Wanted } from '../../domain/choice.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findCart, lockExistingCart, removeLines, type StoredCart, type StoredLine, setLine } from './carts.sql.ts'
import { findLine } from './find-line.ts'
import { refuseTooLarge } from './refuse-too-large.ts'
import { resolveChoice } from './resolve-choice.ts'
import { sameCake } from './same-cake.ts'
import { tellCart } from './tell-cart.ts'

/**
 * Changes what is given and leaves the rest. A line that becomes the same as another joins it.
 * @throws Refusal `line.not-found`, `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`
 */
export async function updateLine({ db }: Deps, accountId: string, change: UpdateCartLine): Promise<Cart> {
  return db.transaction(async (tx) => {
    if ((await lockExistingCart(tx, accountId)) === undefined) refuse('line.not-found')
    const cart = await findCart(tx, accountId)
    const line = findLine(cart, change)
    const changed = changedLine(line, change, cart)
    const twin = cart?.lines.find((other) => other.id !== line.id && sameCake(other, changed))
    if (twin === undefined) {
      setLine(tx, changed)
    } else {
      await removeLines(tx, [line.id])
      setLine(tx, { ...twin, quantity: Math.min(MAX_QUANTITY, twin.quantity + changed.quantity) })
    }
    return await tellCart(tx, accountId)
  })
}

/** Other options are looked up among those on offer now; a quantity alone may change on any line. */
function changedLine(line: StoredLine, change: UpdateCartLine, cart: StoredCart | null): StoredLine {
  const { quantity = line.quantity, message = line.message, itemId: _, itemIndex: __, ...others } = change
  const wanted = Object.fromEntries(Object.entries(others).filter(([, option]) => option !== undefined)) as Wanted
  if (Object.keys(wanted).length === 0) return { ...line, quantity, message }
  const offer = cart?.offers.find(({ id }) => id === line.productId)
  const resolved = resolveChoice(offer, { ...line, ...wanted }, { productId: line.productId })
  const [priced] = refuseTooLarge([{ ...resolved, base: resolved.offer.base, quantity }]).lines
  return { ...line, quantity, message, ...resolved.choice, seenPrice: priced?.price ?? null }
}
