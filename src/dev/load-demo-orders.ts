import type { PlaceOrder } from '../contract/order.ts'
import { isKitchens, type OrderStatus } from '../domain/order-status.ts'
import { BY_HAND } from '../domain/payment-fold.ts'
import type { Account } from '../server/accounts/accounts.sql.ts'
import type { Tx } from '../server/db/database.ts'
import { markIn } from '../server/notifications/mark-read.ts'
import { readCounter } from '../server/orders/counter.sql.ts'
import { moveOrder } from '../server/orders/move-order.ts'
import type { OrderRow } from '../server/orders/order-row.ts'
import { setMoney } from '../server/orders/order-writes.sql.ts'
import { findOrder } from '../server/orders/orders.sql.ts'
import { addOrder } from '../server/orders/place-order.ts'
import { tellOrder } from '../server/orders/tell-order.ts'
import { insertWord } from '../server/payments/payments.sql.ts'
import { tellMoney } from '../server/payments/tell-money.ts'
import type { DemoOrder, DemoStep } from './demo/orders.ts'
import type { DemoUser } from './demo/people.ts'
import { toldBefore } from './load-demo.sql.ts'

export type Cast = Readonly<Record<DemoUser['key'], Account>>

/** What is older than this has been read. */
const READ_AFTER_MINUTES = 90

export const minutesBefore = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

/** Pieces of each product (by its slug) that left the shelf for these orders. A cancelled one that nobody had begun gave them back. */
export function soldIn(orders: readonly DemoOrder[]): Map<string, number> {
  const sold = new Map<string, number>()
  for (const { items, steps } of orders) {
    const gaveBack = steps.at(-1)?.status === 'cancelled' && steps.at(-2)?.status === 'pending'
    for (const { product, quantity } of items) sold.set(product, (sold.get(product) ?? 0) + (gaveBack ? 0 : quantity))
  }
  return sold
}

/**
 * Lives the orders' last days again, step by step in the order of time, as the shop itself would have: number, price, stock,
 * history, news and notifications. What is a while ago has been read.
 */
export async function replayOrders(
  tx: Tx,
  orders: readonly DemoOrder[],
  cast: Cast,
  products: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const steps = orders.flatMap((order) => [
    ...order.steps.map((step) => ({ order, step })),
    ...(order.paid === undefined ? [] : [{ order, step: { paid: order.paid.reference, minutesAgo: order.paid.minutesAgo } }]),
  ])
  const placed = new Map<DemoOrder, OrderRow>()
  for (const { order, step } of steps.sort((a, b) => b.step.minutesAgo - a.step.minutesAgo)) {
    const before = placed.get(order)
    const at = minutesBefore(now, step.minutesAgo)
    const customer = cast[order.customer]
    const after =
      'paid' in step
        ? await payAt(tx, before, { reference: step.paid, by: cast.leela.id, at })
        : before === undefined
          ? await placeAt(tx, customer.id, wishOf(order, customer.phone, products), at)
          : await moveOrder(tx, before.id, before, {
              to: step.status,
              reason: step.reason ?? '',
              by: moverOf(before.status, step, order, cast),
              actor: isBuyers(before.status, step) ? 'buyer' : 'shop',
              cashTaken: true,
              at,
            })
    placed.set(order, after)
  }
  await readWhatIsOld(tx, cast, minutesBefore(now, READ_AFTER_MINUTES))
}

async function placeAt(tx: Tx, buyerId: string, wish: PlaceOrder, now: Date): Promise<OrderRow> {
  return await addOrder(tx, buyerId, wish, { ...(await readCounter(tx, buyerId, wish)), now })
}

/** The counter saw the money in the bank's app. */
async function payAt(
  tx: Tx,
  order: OrderRow | undefined,
  { reference, by, at }: { reference: string; by: string; at: Date },
): Promise<OrderRow> {
  if (order === undefined) throw new Error('The demo pays for an order before it is placed')
  const { id, number, buyer, total: amount } = order
  insertWord(tx, { orderId: id, kind: 'taken', payment: BY_HAND, amount }, { by, at, reference })
  await setMoney(tx, id, 'paid', at)
  const paid = await findOrder(tx, id)
  if (paid === null) throw new Error('The order that was just paid is not there')
  tellOrder(tx, paid, 'touched', order)
  const whose = { id, number, buyerId: buyer?.id ?? null, cancelled: false, at }
  tellMoney(tx, whose, { state: order.paymentState, note: null }, { state: 'paid', note: null })
  return paid
}

function wishOf(
  { items, shippingAddress, notes, paymentMethod }: DemoOrder,
  phone: string,
  products: ReadonlyMap<string, string>,
): PlaceOrder {
  const lines = items.map(({ product, ...line }) => {
    const productId = products.get(product)
    if (productId === undefined) throw new Error(`The demo orders "${product}", which it does not sell`)
    return { productId, ...line }
  })
  const [pincode] = /\d{6}$/.exec(shippingAddress) ?? []
  return { items: lines, shippingAddress, phone, notes, paymentMethod, mode: 'delivery', pincode }
}

/** Customers may only cancel, and only before the kitchen has begun. */
const isBuyers = (from: OrderStatus, { status }: DemoStep): boolean => status === 'cancelled' && from === 'pending'

const moverOf = (from: OrderStatus, step: DemoStep, { customer }: DemoOrder, cast: Cast): string =>
  (isBuyers(from, step) ? cast[customer] : isKitchens(step.status) ? cast.imran : cast.leela).id

async function readWhatIsOld(tx: Tx, cast: Cast, before: Date): Promise<void> {
  const toStaff = await toldBefore(tx, null, before)
  for (const { id: accountId, role, rights } of Object.values(cast)) {
    const own = role === 'customer' ? await toldBefore(tx, accountId, before) : toStaff
    await markIn(tx, { accountId, role, rights }, own)
  }
}
