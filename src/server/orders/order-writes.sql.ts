import { sql } from 'kysely'
import type { OrderStatus } from '../../domain/order-status.ts'
import { findCartWith, holdCart, type Offer, type StoredCart } from '../cart/carts.sql.ts'
import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { refuse } from '../refusal.ts'
import type { OrderRow } from './order-row.ts'

export type LockedOrder = {
  readonly status: OrderStatus
  readonly version: number
  readonly buyerId: string | null
}

/** Nobody else moves this order until the transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<LockedOrder | null> {
  const { rows } = await sql<LockedOrder>`
    select status, version, account_id as "buyerId" from orders where id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** `at` left out: now. */
export type Step = { readonly to: OrderStatus; readonly reason: string; readonly by: string; readonly at?: Date }

/** Writes the step into the history too. */
export async function setStatus(tx: Tx, id: string, { to, reason, by, at }: Step): Promise<void> {
  await sql`
    with moved as (
      update orders set status = ${to}, reason = ${reason}, version = version + 1, updated_at = coalesce(${at ?? null}::timestamptz, now())
       where id = ${id} returning id, version, updated_at
    )
    insert into order_history (order_id, version, status, by, reason, at)
    select id, version, ${to}, ${by}, ${reason}, updated_at from moved`.execute(tx)
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
