import { sql } from 'kysely'
import type { Paise } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import type { PaymentState } from '../../domain/payment-state.ts'
import { findCartWith, holdCart, type Offer, type StoredCart } from '../cart/carts.sql.ts'
import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { refuse } from '../refusal.ts'
import type { OrderRow } from './order-row.ts'

export type LockedOrder = {
  readonly status: OrderStatus
  readonly version: number
  readonly buyerId: string | null
  readonly paymentMethod: OrderRow['paymentMethod']
  readonly paymentState: PaymentState
  readonly total: Paise
  /** When it came to its status, and the database's clock. */
  readonly since: Date
  readonly now: Date
}

/** Nobody else moves this order until the transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<LockedOrder | null> {
  const { rows } = await sql<LockedOrder>`
    select o.status, o.version, o.account_id as "buyerId", o.payment_method as "paymentMethod", o.payment_state as "paymentState", o.total,
           (select h.at from order_history h where h.order_id = o.id order by h.version desc limit 1) as since, clock_timestamp() as now
      from orders o where o.id = ${id} for update of o`.execute(tx)
  return rows[0] ?? null
}

/** One step of an order. `at` left out: now. */
export type Written = {
  readonly to: OrderStatus
  readonly kind: 'move' | 'correction'
  readonly reason: string
  readonly by: string
  readonly at?: Date | undefined
  readonly money: PaymentState
  readonly cancelledBy: OrderRow['cancelledBy']
}

/**
 * Writes the step into the history too. The reason of a correction stays there. What hangs on paper stays right while the order
 * only goes on.
 */
export async function setStatus(tx: Tx, id: string, { to, kind, reason, by, at, money, cancelledBy }: Written): Promise<void> {
  await sql`
    with moved as (
      update orders set status = ${to}, reason = ${kind === 'move' ? reason : ''}, payment_state = ${money}, cancelled_by = ${cancelledBy},
             printed_version = case when printed_version = version and ${kind === 'move' && to !== 'cancelled'} then version + 1
                                    else printed_version end,
             version = version + 1, rev = rev + 1, updated_at = coalesce(${at ?? null}::timestamptz, now())
       where id = ${id} returning id, version, updated_at
    )
    insert into order_history (order_id, version, status, kind, by, reason, at)
    select id, version, ${to}, ${kind}, ${by}, ${reason}, updated_at from moved`.execute(tx)
}

/** @returns false when there is no such line, or fewer pieces in it; null when as many are done already */
export async function setDone(tx: Tx, id: string, line: number, done: number): Promise<boolean | null> {
  const { rows } = await sql<{ quantity: number; done: number }>`
    select quantity, done from order_items where order_id = ${id} and place = ${line}`.execute(tx)
  const [row] = rows
  if (row === undefined || done > row.quantity) return false
  if (row.done === done) return null
  await sql`
    with ticked as (update order_items set done = ${done} where order_id = ${id} and place = ${line} returning order_id)
    update orders set rev = rev + 1, updated_at = now() from ticked where id = order_id`.execute(tx)
  return true
}

/** What of it hangs in the kitchen on paper from now on. */
export async function setPrinted(tx: Tx, id: string): Promise<void> {
  await sql`update orders set printed_version = version, rev = rev + 1 where id = ${id}`.execute(tx)
}

export async function setMoney(tx: Tx, id: string, money: PaymentState): Promise<void> {
  await sql`update orders set payment_state = ${money}, rev = rev + 1, updated_at = now() where id = ${id}`.execute(tx)
}

/** What placing an order needs to know, seen at one moment. */
export type Counter = {
  readonly now: Date
  readonly number: number
  readonly buyer: NonNullable<OrderRow['buyer']>
  /** Held until the transaction ends. */
  readonly cart: Pick<StoredCart, 'id' | 'version' | 'lines'> | null
  /** Of what is ordered and of what is in the cart. */
  readonly offers: readonly Offer[]
}

export async function readCounter(tx: Tx, buyerId: string, productIds: readonly string[]): Promise<Counter> {
  holdCart(tx, buyerId)
  const [{ rows }, seen] = await Promise.all([
    sql<Pick<Counter, 'now' | 'number' | 'buyer'>>`
      select now() as now, nextval('order_numbers') as number, json_build_object('id', id, 'name', name, 'email', email, 'phone', phone) as buyer
        from accounts where id = ${buyerId}`.execute(tx),
    findCartWith(tx, buyerId, productIds),
  ])
  const [row] = rows
  // A guest who signed in meanwhile, in another tab.
  if (row === undefined) refuse('auth.expired')
  return { ...row, ...seen }
}

/** The order, its items and the first step of its history. */
export function insertOrder(tx: Tx, order: OrderRow, buyerId: string): void {
  send(
    tx,
    sql`
    with placed as (
      insert into orders (id, number, account_id, status, subtotal, discount, delivery_fee, tax, total, shipping_address, phone, notes, payment_method,
                          created_at, updated_at)
      values (${order.id}, ${order.number}, ${buyerId}, ${order.status}, ${order.subtotal}, ${order.discount}, ${order.deliveryFee},
              ${order.tax}, ${order.total}, ${order.shippingAddress}, ${order.phone}, ${order.notes}, ${order.paymentMethod},
              ${order.createdAt}, ${order.updatedAt})
      returning id, version, status, created_at
    ), sold as (
      insert into order_items (order_id, place, product_id, name, image, quantity, flavor, size, egg_option, design, extras, message, price,
                               subtotal)
      select ${order.id}, i.place - 1, i."productId", i.name, i.image, i.quantity, i.flavor, i.size, i."eggOption", i.design, i.extras,
             i.message, i.price, i.subtotal
        from rows from (json_to_recordset(${JSON.stringify(order.items)}::json) as ("productId" text, name text, image text, quantity int,
                        flavor text, size text, "eggOption" text, design text, extras text[], message text, price bigint, subtotal bigint)) with ordinality
          as i ("productId", name, image, quantity, flavor, size, "eggOption", design, extras, message, price, subtotal, place)
    )
    insert into order_history (order_id, version, status, by, at) select id, version, status, ${buyerId}, created_at from placed`,
  )
}

/** What each product of an order was sold in. */
export async function soldOf(tx: Tx, orderId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('order_items')
    .select(['product_id', sql<number>`sum(quantity)::int`.as('quantity')])
    .where('order_id', '=', orderId)
    .groupBy('product_id')
    .execute()
  return new Map(rows.map((row) => [row.product_id, row.quantity]))
}
