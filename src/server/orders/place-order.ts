import { userAudience } from '../../contract/events.ts'
import type { Order, PlaceOrder } from '../../contract/order.ts'
import { personsOf } from '../../domain/coupon.ts'
import { toRupees } from '../../domain/money.ts'
import type { SlotDay } from '../../domain/slots.ts'
import type { Person } from '../accounts/viewer.ts'
import { lowerLines, type StoredLine } from '../cart/carts.sql.ts'
import { sameCake } from '../cart/same-cake.ts'
import { sayCart } from '../cart/tell-cart.ts'
import { takeCoupon } from '../coupons/coupons.sql.ts'
import { appendAll, type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { refuseFull, slotsFor } from '../delivery/choose-slot.ts'
import { exchange } from '../delivery/exchange.ts'
import { NOTHING_KEPT } from '../delivery/ledgers.sql.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import type { Addressed } from '../notifications/notifications.sql.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { type PaymentProvider, providerOf, type ToPay } from '../payments/provider.ts'
import { holdPicture } from '../pictures/pictures.sql.ts'
import { refuse } from '../refusal.ts'
import { type Bill, demandOf, drawUp, toWireQuote } from './bill.ts'
import { type Counter, readCounter } from './counter.sql.ts'
import { claim } from './idempotency.ts'
import { sayTicket } from './kitchen-ticket.ts'
import { buyerName, type OrderedItem, type OrderRow, toAdminOrder, toOrder, UNTOUCHED } from './order-row.ts'
import { insertOrder } from './order-writes.sql.ts'

/**
 * Everything or nothing: the order, its stock, slot and coupon, the buyer's cart without the ordered lines, and the news of all that.
 * @param key the request's Idempotency-Key
 * @throws Refusal `cart.empty`, `shop.paused`, `product.unavailable`, `option.unknown`, `option.unavailable`, `order.too-large`, `zone.not-served`,
 *   `coupon.*`, `price.changed` with the fresh `quote`, `hold.over`, `stock.short`, `slot.unknown`, `slot.too-soon`, `slot.full` with
 *   the `nearest` that have room, `picture.unknown`, `payment.not-offered`, `key.reused`
 */
export async function placeOrder({ db }: Deps, { accountId: buyerId, proof }: Person, wanted: PlaceOrder, key?: string): Promise<Order> {
  if (wanted.items.length === 0) refuse('cart.empty')
  return db.transaction(async (tx) => {
    const [claimed, counter] = await Promise.all([
      claim<Order>(tx, { scope: `${buyerId} POST /orders`, key, request: wanted, status: 201 }),
      readCounter(tx, buyerId, wanted),
    ])
    if (claimed.answer !== null) return claimed.answer
    const order = toOrder(await addOrder(tx, buyerId, wanted, counter))
    claimed.keep(order)
    return order
  }, proof)
}

/** As part of a larger transaction. */
export async function addOrder(tx: Tx, buyerId: string, wanted: PlaceOrder, counter: Counter): Promise<OrderRow> {
  const bill = drawUp(wanted, counter)
  const payment = paymentOf(wanted, { bill, counter })
  const [problem] = bill.problems
  if (problem !== undefined) refuse(problem.code, problem.details)
  if (wanted.totalPrice !== undefined && wanted.totalPrice !== toRupees(bill.sums.total))
    refuse('price.changed', { quote: toWireQuote(bill, wanted.items) })
  const id = newId()
  // In this order, as everybody takes and gives back: coupon, products, slots.
  const [coupon, photo, { slot, said }] = await Promise.all([
    bill.coupon === null || takeCoupon(tx, bill.coupon.id, personsOf(buyerId, wanted.phone)),
    wanted.referencePhoto === undefined || holdPicture(tx, wanted.referencePhoto, 'reference', buyerId),
    takeAll(tx, id, wanted, { bill, counter }),
  ])
  if (!coupon) refuse('coupon.used-up')
  if (!photo) refuse('picture.unknown')
  const order = draft(id, wanted, { bill, counter, slot, payment })
  insertOrder(tx, order, { buyerId, couponId: bill.coupon?.id ?? null, points: bill.need.points })
  const cartNews = takeFromCart(tx, buyerId, order.items, counter)
  appendAll(tx, [...cartNews, ...sayOrder(order, buyerId), ...said, ...sayNotifications(tx, notificationsOf(order, buyerId))])
  return order
}

type Found = { readonly bill: Bill; readonly counter: Counter }
type Payment = { readonly provider: PaymentProvider; readonly toPay: ToPay }

/** @throws Refusal `payment.not-offered` */
function paymentOf({ paymentMethod }: PlaceOrder, { bill, counter }: Found): Payment {
  const provider = providerOf(paymentMethod)
  const toPay = provider.ask(counter.rules.payment, { number: numberOf(counter), total: bill.sums.total })
  return { provider, toPay: toPay ?? refuse('payment.not-offered') }
}

const numberOf = ({ number }: Counter): string => `CW-${number}`

/** Pieces and a slot; what the buyer's hold keeps becomes the order's. */
async function takeAll(tx: Tx, id: string, wanted: PlaceOrder, { bill, counter }: Found) {
  const { rules, hold, offers, now, takenOf } = counter
  if (wanted.holdId !== undefined && hold === null) refuse('hold.over')
  const held = hold?.slotId != null && hold.day !== null ? { slotId: hold.slotId, day: hold.day, since: hold.since } : null
  const chosen = wanted.slot ?? held
  const when = { rules, need: bill.need, now }
  const stocked = new Set(offers.flatMap((offer) => (offer.stock === null ? [] : offer.id)))
  const pieces = new Map([...demandOf(ordered(bill))].filter(([productId]) => stocked.has(productId)))
  // Who comes too late need not wait for those who are still taking.
  for (const { id: productId, stock } of offers) {
    if (stock !== null && stock < (pieces.get(productId) ?? 0)) refuse('stock.short', { productId, left: stock })
  }
  const slots = slotsFor(tx, when, chosen, held, takenOf)
  const taken = { cause: 'order', ref: id, pieces, points: bill.need.points, slots } as const
  return (await exchange(tx, rules, hold?.kept ?? NOTHING_KEPT, taken)) ?? (await refuseFull(tx, when, chosen))
}

const ordered = ({ lines }: Bill): OrderedItem[] => lines.flatMap((line) => line ?? [])

type Drafted = Found & { readonly slot: SlotDay | null; readonly payment: Payment }

function draft(id: string, wanted: PlaceOrder, { bill, counter, slot, payment }: Drafted): OrderRow {
  const { shippingAddress = '', phone, notes = '', paymentMethod, mode, pincode = '', recipient, referencePhoto = null } = wanted
  const { subtotal, discount, deliveryFee, tax, taxIncluded, deliveryTax, total } = bill.sums
  const { now, buyer } = counter
  const { provider, toPay } = payment
  // A coupon may leave nothing to pay.
  const first = provider.timing === 'prepaid' && total > 0
  return {
    id,
    number: numberOf(counter),
    buyer,
    status: 'pending',
    reason: '',
    ...UNTOUCHED,
    subtotal,
    discount,
    deliveryFee,
    tax,
    taxIncluded,
    deliveryTax,
    total,
    shippingAddress,
    phone,
    notes,
    paymentMethod,
    paymentState: provider.timing === 'prepaid' && total === 0 ? 'paid' : provider.begins,
    payBy: first && toPay.minutes !== null ? new Date(now.getTime() + toPay.minutes * 60_000) : null,
    payLink: first ? toPay.link : '',
    mode,
    pincode,
    stateCode: bill.placeOfSupply,
    slot: slot && toOrderSlot(slot),
    coupon: bill.coupon?.code ?? '',
    recipient: recipient === undefined ? null : { name: recipient.name, phone: recipient.phone ?? '' },
    referencePhoto,
    createdAt: now,
    updatedAt: now,
    items: ordered(bill),
    history: [{ status: 'pending', at: now.toISOString(), by: buyer.name, kind: 'move', reason: '' }],
  }
}

const toOrderSlot = ({ slot: { id: slotId, name, starts, ends }, day, startsAt }: SlotDay): OrderRow['slot'] => ({
  slotId,
  name,
  day,
  starts,
  ends,
  dueAt: startsAt.toISOString(),
})

/** Takes that many of the same cakes out of the buyer's cart, and nothing else. */
function takeFromCart(tx: Tx, buyerId: string, items: readonly OrderedItem[], { cart, offers, now, rules }: Counter): Said[] {
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
  const rest = { id: cart.id, ...written, lines: lines.filter(({ quantity }) => quantity > 0), offers: left }
  return [sayCart(buyerId, rest, rules).said]
}

/** The buyer's own audience hears it too: the order appears on all of the buyer's screens. */
function sayOrder(order: OrderRow, buyerId: string): Said[] {
  const whole = toAdminOrder(order)
  const news = { type: 'order_created', entity: `order:${order.id}`, rev: order.rev, at: order.updatedAt.toISOString() } as const
  const told = say(news, [
    ['admin', whole],
    [userAudience(buyerId), toOrder(order)],
  ])
  return [told, ...sayTicket(whole, null)]
}

function notificationsOf({ id, number, buyer, payBy, createdAt: at }: OrderRow, buyerId: string): Addressed[] {
  const rest = { type: 'success', data: { orderId: id, number }, at } as const
  // The counter hears of it once it is paid.
  if (payBy !== null) return [{ to: buyerId, message: `Order ${number} waits for your payment.`, ...rest, type: 'info' }]
  return [
    { to: null, message: `New order from ${buyerName(buyer)}`, ...rest },
    { to: buyerId, message: 'Your order has been received!', ...rest },
  ]
}
