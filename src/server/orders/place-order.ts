import { userAudience } from '../../contract/events.ts'
import type { Order, PlaceOrder } from '../../contract/order.ts'
import { paise, toRupees } from '../../domain/money.ts'
import type { Quote } from '../../domain/quote.ts'
import { lowerLines, type Offer, type StoredLine } from '../cart/carts.sql.ts'
import { refuseTooLarge } from '../cart/refuse-too-large.ts'
import { resolveChoice } from '../cart/resolve-choice.ts'
import { sameCake } from '../cart/same-cake.ts'
import { sayCart } from '../cart/tell-cart.ts'
import { takeStock } from '../catalog/take-stock.ts'
import { appendAll, type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import type { Addressed } from '../notifications/notifications.sql.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { providerOf } from '../payments/provider.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { buyerName, type OrderedItem, type OrderRow, toAdminOrder, toOrder, UNTOUCHED } from './order-row.ts'
import { type Counter, insertOrder, readCounter } from './order-writes.sql.ts'

/**
 * Everything or nothing: the order, its stock, the buyer's cart without the ordered lines, and the news of all that.
 * @param key the request's Idempotency-Key
 * @throws Refusal `cart.empty`, `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`, `price.changed` with the fresh `quote`,
 *   `stock.short`, `key.reused`
 */
export async function placeOrder({ db }: Deps, buyerId: string, wanted: PlaceOrder, key?: string): Promise<Order> {
  if (wanted.items.length === 0) refuse('cart.empty')
  return db.transaction(async (tx) => {
    const [claimed, counter] = await Promise.all([
      claim<Order>(tx, { scope: `${buyerId} POST /orders`, key, request: wanted, status: 201 }),
      lookAround(tx, buyerId, wanted),
    ])
    if (claimed.answer !== null) return claimed.answer
    const order = toOrder(await addOrder(tx, buyerId, wanted, counter))
    claimed.keep(order)
    return order
  })
}

/** What {@link addOrder} needs to know. From here on the buyer's cart is held. */
export const lookAround = (tx: Tx, buyerId: string, { items }: PlaceOrder): Promise<Counter> =>
  readCounter(tx, buyerId, [...new Set(items.map((line) => line.productId))])

/** As part of a larger transaction. */
export async function addOrder(tx: Tx, buyerId: string, wanted: PlaceOrder, counter: Counter): Promise<OrderRow> {
  const { items, sums } = priceItems(wanted, counter.offers)
  if (wanted.totalPrice !== undefined && wanted.totalPrice !== toRupees(sums.total))
    refuse('price.changed', { quote: toWireQuote(items, sums) })
  const demand = demandOf(items)
  if (counter.offers.some(({ id, stock }) => stock !== null && demand.has(id))) await takeStock(tx, demand)
  const order = draft(wanted, counter, items, sums)
  insertOrder(tx, order, buyerId)
  const cartNews = takeFromCart(tx, buyerId, items, counter)
  appendAll(tx, [...cartNews, sayOrder(order, buyerId), ...sayNotifications(tx, notificationsOf(order, buyerId))])
  return order
}

const UNTAXED = { discount: paise(0), points: 0, tax: null, done: 0 } as const

/** What is sold, as it is now. */
function priceItems({ items: lines }: PlaceOrder, offers: readonly Offer[]): { items: OrderedItem[]; sums: Quote } {
  const resolved = lines.map((line, index) => {
    const offer = offers.find(({ id }) => id === line.productId)
    return {
      ...resolveChoice(offer, line, { line: index, productId: line.productId }),
      quantity: line.quantity,
      message: line.message ?? '',
    }
  })
  const sums = refuseTooLarge(resolved.map(({ offer, factors, charges, quantity }) => ({ base: offer.base, factors, charges, quantity })))
  const items = sums.lines.flatMap((priced, index) => {
    const line = resolved[index]
    if (line === undefined) return []
    const { offer, choice, quantity, message } = line
    return [{ productId: offer.id, name: offer.name, image: offer.image, quantity, ...choice, message, ...priced, ...UNTAXED }]
  })
  return { items, sums }
}

/** The pieces of each product over all lines: two lines of one piece each need two. */
function demandOf(items: readonly OrderedItem[]): Map<string, number> {
  const demand = new Map<string, number>()
  for (const { productId, quantity } of items) demand.set(productId, (demand.get(productId) ?? 0) + quantity)
  return demand
}

function draft(
  { shippingAddress = '', phone, notes = '', paymentMethod, mode, pincode = '' }: PlaceOrder,
  counter: Counter,
  items: OrderedItem[],
  sums: Quote,
): OrderRow {
  const { subtotal, discount, deliveryFee, tax, total } = sums
  const sum = { subtotal, discount, deliveryFee, tax, total }
  const given = { shippingAddress, phone, notes, paymentMethod, mode, pincode }
  const plain = { slot: null, coupon: '', recipient: null, referencePhoto: null, taxIncluded: paise(0), deliveryTax: null } as const
  const { now, buyer } = counter
  const history = [{ status: 'pending', at: now.toISOString(), by: buyer.name, kind: 'move', reason: '' }] as const
  const number = `CW-${counter.number}`
  return {
    id: newId(),
    number,
    buyer,
    status: 'pending',
    reason: '',
    ...sum,
    ...given,
    ...plain,
    ...UNTOUCHED,
    paymentState: providerOf(paymentMethod).begins,
    createdAt: now,
    updatedAt: now,
    items,
    history,
  }
}

const toWireQuote = (items: readonly OrderedItem[], { subtotal, discount, deliveryFee, tax, total }: Quote) => ({
  items: items.map(({ productId, price, subtotal }) => ({ productId, price: toRupees(price), subtotal: toRupees(subtotal) })),
  subtotal: toRupees(subtotal),
  discount: toRupees(discount),
  deliveryFee: toRupees(deliveryFee),
  tax: toRupees(tax),
  totalPrice: toRupees(total),
})

/** Takes that many of the same cakes out of the buyer's cart, and nothing else. */
function takeFromCart(tx: Tx, buyerId: string, items: readonly OrderedItem[], { cart, offers, now }: Counter): Said[] {
  if (cart === null) return []
  const leftOf = (line: StoredLine) =>
    items.filter((item) => sameCake(item, line)).reduce((quantity, item) => quantity - item.quantity, line.quantity)
  const lines = cart.lines.map((line) => ({ ...line, quantity: leftOf(line) }))
  const lowered = lines.filter((line, index) => line.quantity !== cart.lines[index]?.quantity)
  if (lowered.length === 0) return []
  lowerLines(tx, cart.id, lowered)
  const written = { version: cart.version + 1, updatedAt: now }
  const demand = demandOf(items)
  const left = offers.map((offer) => ({ ...offer, stock: offer.stock && Math.max(0, offer.stock - (demand.get(offer.id) ?? 0)) }))
  return [sayCart(buyerId, { id: cart.id, ...written, lines: lines.filter(({ quantity }) => quantity > 0), offers: left }).said]
}

/** The buyer's own audience hears it too: the order appears on all of the buyer's screens. */
function sayOrder(order: OrderRow, buyerId: string): Said {
  const news = { type: 'order_created', entity: `order:${order.id}`, rev: order.rev, at: order.updatedAt.toISOString() } as const
  return say(news, [
    ['admin', toAdminOrder(order)],
    [userAudience(buyerId), toOrder(order)],
  ])
}

function notificationsOf({ id, number, buyer, createdAt: at }: OrderRow, buyerId: string): Addressed[] {
  const rest = { type: 'success', data: { orderId: id, number }, at } as const
  return [
    { to: null, message: `New order from ${buyerName(buyer)}`, ...rest },
    { to: buyerId, message: 'Your order has been received!', ...rest },
  ]
}
