import { sql } from 'kysely'
import type { Paise } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import type { PaymentState } from '../../domain/payment-state.ts'
import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import type { OrderRow } from './order-row.ts'

export type LockedOrder = {
  readonly number: string
  readonly status: OrderStatus
  readonly version: number
  readonly rev: number
  readonly buyerId: string | null
  readonly paymentMethod: OrderRow['paymentMethod']
  readonly paymentState: PaymentState
  readonly payBy: Date | null
  readonly total: Paise
  /** When it was moved to its status, which a correction does not do, and the database's clock. */
  readonly since: Date
  readonly now: Date
}

/** Nobody else moves this order until the transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<LockedOrder | null> {
  const { rows } = await sql<LockedOrder>`
    select o.number, o.status, o.version, o.rev, o.account_id as "buyerId", o.payment_method as "paymentMethod", o.payment_state as "paymentState", o.pay_by as "payBy", o.total,
           coalesce((select h.at from order_history h where h.order_id = o.id and h.kind = 'move' and h.status = o.status
                      order by h.version desc limit 1), o.created_at) as since, clock_timestamp() as now
      from orders o where o.id = ${id} for update of o`.execute(tx)
  return rows[0] ?? null
}

/** One step of an order. `at` left out: now. */
export type Written = {
  readonly to: OrderStatus
  readonly kind: 'move' | 'correction'
  readonly reason: string
  /** null: the shop by itself. */
  readonly by: string | null
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

/** `at` left out: now. */
export async function setMoney(tx: Tx, id: string, money: PaymentState, at?: Date): Promise<void> {
  await sql`
    update orders set payment_state = ${money}, rev = rev + 1, updated_at = coalesce(${at ?? null}::timestamptz, now()) where id = ${id}`.execute(
    tx,
  )
}

type Beside = {
  readonly buyerId: string
  readonly couponId: string | null
  readonly points: number
}

/** The order, its items and the first step of its history. */
export function insertOrder(tx: Tx, order: OrderRow, { buyerId, couponId, points }: Beside): void {
  const { slot, recipient, deliveryTax } = order
  send(
    tx,
    sql`
    with placed as (
      insert into orders (id, number, account_id, status, subtotal, discount, delivery_fee, tax, total, shipping_address, phone, notes, payment_method,
                          payment_state, pay_by, pay_link, mode, pincode, recipient, recipient_phone, reference_photo, slot_id, slot_name, day, starts, ends, due_at, points,
                          coupon_id, coupon, tax_included, delivery_tax, state_code, created_at, updated_at)
      values (${order.id}, ${order.number}, ${buyerId}, ${order.status}, ${order.subtotal}, ${order.discount}, ${order.deliveryFee},
              ${order.tax}, ${order.total}, ${order.shippingAddress}, ${order.phone}, ${order.notes}, ${order.paymentMethod},
              ${order.paymentState}, ${order.payBy}, ${order.payLink}, ${order.mode}, ${order.pincode}, ${recipient?.name ?? ''}, ${recipient?.phone ?? ''}, ${order.referencePhoto},
              ${slot?.slotId ?? null}, ${slot?.name ?? ''}, ${slot?.day ?? null}, ${slot?.starts ?? null}, ${slot?.ends ?? null}, ${slot?.dueAt ?? null},
              ${points}, ${couponId}, ${order.coupon}, ${order.taxIncluded}, ${deliveryTax && JSON.stringify(deliveryTax)}, ${order.stateCode},
              ${order.createdAt}, ${order.updatedAt})
      returning id, version, status, created_at
    ), sold as (
      insert into order_items (order_id, place, product_id, name, image, quantity, flavor, size, egg_option, design, extras, message, price,
                               subtotal, discount, points, hsn, tax_rate, taxable, cgst, sgst, igst)
      select ${order.id}, i.place - 1, i."productId", i.name, i.image, i.quantity, i.flavor, i.size, i."eggOption", i.design, i.extras,
             i.message, i.price, i.subtotal, i.discount, i.points, coalesce(i.hsn, ''), i.rate, coalesce(i.taxable, 0), coalesce(i.cgst, 0), coalesce(i.sgst, 0), coalesce(i.igst, 0)
        from rows from (json_to_recordset(${JSON.stringify(order.items.map(({ tax, ...item }) => ({ ...item, ...tax })))}::json)
                        as ("productId" text, name text, image text, quantity int, flavor text, size text, "eggOption" text, design text, extras text[],
                            message text, price bigint, subtotal bigint, discount bigint, points int, hsn text, rate smallint, taxable bigint, cgst bigint,
                            sgst bigint, igst bigint)) with ordinality
          as i ("productId", name, image, quantity, flavor, size, "eggOption", design, extras, message, price, subtotal, discount, points, hsn, rate, taxable,
                cgst, sgst, igst, place)
    )
    insert into order_history (order_id, version, status, by, at) select id, version, status, ${buyerId}, created_at from placed`,
  )
}

/** The one that waited longest for its money in vain and that nobody works on; locked. */
export async function findOverdue(tx: Tx, at: Date | undefined): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from orders
     where status = 'pending' and payment_state in ('pending', 'failed') and pay_by <= coalesce(${at ?? null}::timestamptz, clock_timestamp())
     order by pay_by limit 1 for update skip locked`.execute(tx)
  return rows[0]?.id ?? null
}
