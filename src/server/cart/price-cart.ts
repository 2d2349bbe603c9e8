import type { Cart, CartLine } from '../../contract/cart.ts'
import { choose, sameChoice } from '../../domain/choice.ts'
import { MAX_PAISE, paise, toRupees } from '../../domain/money.ts'
import { type QuoteLine, quote, tryQuote } from '../../domain/quote.ts'
import type { ShopRules } from '../delivery/shop-rules.sql.ts'
import type { StoredCart } from './carts.sql.ts'

type Priced = Omit<StoredCart, 'updatedAt' | 'stamp'>
type Fees = Pick<ShopRules, 'deliveryFee' | 'freeDeliveryAbove'>

/** What nobody's cart looks like. */
export const EMPTY_CART: Cart = { _id: '0'.repeat(24), version: 0, items: [], subtotal: 0, deliveryFee: 0, totalPrice: 0 }

/** The cart as its owner sees it: priced now, delivered for what the shop usually asks, and each line with what keeps it from being ordered. Such lines do not count in the sums. */
export function priceCart(cart: Priced, { deliveryFee: fee, freeDeliveryAbove: freeAbove }: Fees): Cart {
  const offers = new Map(cart.offers.map((offer) => [offer.id, offer]))
  const left = new Map(cart.offers.map((offer) => [offer.id, offer.stock ?? Number.POSITIVE_INFINITY]))
  const counted: QuoteLine[] = []
  let total = 0
  const items = cart.lines.map((line): CartLine => {
    const offer = offers.get(line.productId)
    if (offer === undefined) throw new Error(`Cart line ${line.id} has no product`)
    const { choice, factors, charges, unknown, unavailable } = choose(offer.options, line)
    const priceable = { base: offer.base, factors, charges, quantity: line.quantity }
    const price = tryQuote([priceable])?.lines[0]
    const rest = (left.get(offer.id) ?? 0) - line.quantity
    const state = (): CartLine['state'] => {
      // Also when it costs more than the shop deals in, alone or together with the lines before it.
      if (!offer.onOffer || price === undefined || total + price.subtotal > MAX_PAISE) return 'gone'
      if (unknown.length > 0 || !sameChoice(choice, line)) return 'option-gone'
      if (unavailable.length > 0) return 'option-unavailable'
      return rest < 0 ? 'short' : 'ready'
    }
    const item = {
      _id: line.id,
      productId: line.productId,
      name: offer.name,
      image: offer.image,
      quantity: line.quantity,
      flavor: line.flavor,
      size: line.size,
      eggOption: line.eggOption,
      design: line.design,
      extras: [...line.extras],
      message: line.message,
      price: toRupees(price?.price ?? paise(0)),
      priceBefore: price === undefined || line.seenPrice === null || line.seenPrice === price.price ? null : toRupees(line.seenPrice),
      subtotal: toRupees(price?.subtotal ?? paise(0)),
      state: state(),
    }
    if (item.state === 'ready') {
      left.set(offer.id, rest)
      total += price?.subtotal ?? 0
      counted.push(priceable)
    }
    return item
  })
  const sums = quote(counted, { delivery: { fee, freeAbove }, coupon: null, supply: null })
  return {
    _id: cart.id,
    version: cart.version,
    items,
    subtotal: toRupees(sums.subtotal),
    deliveryFee: toRupees(sums.deliveryFee),
    totalPrice: toRupees(sums.total),
  }
}
