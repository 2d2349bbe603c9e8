import { sql } from 'kysely'
import type { PlaceOrder } from '../../contract/order.ts'
import { personsOf } from '../../domain/coupon.ts'
import type { TakenOf } from '../../domain/slots.ts'
import { findCartWith, holdCart, type Offer, type StoredCart } from '../cart/carts.sql.ts'
import { type CouponJson, couponJson, type FoundCoupon, toCoupon } from '../coupons/coupons.sql.ts'
import type { Tx } from '../db/database.ts'
import { type EndedHold, takeHold } from '../delivery/holds.sql.ts'
import { readRules, type ShopRules, STAMP } from '../delivery/shop-rules.sql.ts'
import { SOON_TAKEN, type TakenRow, takenIn } from '../delivery/slot-days.sql.ts'
import { refuse } from '../refusal.ts'
import type { OrderRow } from './order-row.ts'

/** What placing an order needs to know, seen at one moment. */
export type Counter = {
  readonly now: Date
  readonly number: number
  readonly buyer: NonNullable<OrderRow['buyer']>
  /** Held until the transaction ends. */
  readonly cart: Pick<StoredCart, 'id' | 'version' | 'lines'> | null
  /** Of what is ordered and of what is in the cart. */
  readonly offers: readonly Offer[]
  readonly rules: ShopRules
  readonly coupon: FoundCoupon | null
  /** The buyer's hold, which is the order's from here on; null: none was named, or it no longer stands. */
  readonly hold: EndedHold | null
  /** What is taken of the nearest days, for an order that leaves the slot to the shop. */
  readonly takenOf: TakenOf
}

type Row = Pick<Counter, 'now' | 'number' | 'buyer'> & {
  readonly stamp: string
  readonly coupon: CouponJson | null
  readonly taken: readonly TakenRow[] | null
}

/** All of it is asked for at once. */
export async function readCounter(tx: Tx, buyerId: string, { items, phone, coupon, holdId, slot }: PlaceOrder): Promise<Counter> {
  holdCart(tx, buyerId)
  const [{ rows }, seen, hold] = await Promise.all([
    sql<Row>`
      select now() as now, nextval('order_numbers') as number, ${STAMP} as stamp, ${couponJson(coupon, personsOf(buyerId, phone))} as coupon,
             json_build_object('id', id, 'name', name, 'email', email, 'phone', phone) as buyer, ${slot === undefined ? SOON_TAKEN : sql`null`} as taken
        from accounts where id = ${buyerId}`.execute(tx),
    findCartWith(tx, buyerId, [...new Set(items.map((line) => line.productId))]),
    // After the offers: they count what it keeps.
    holdId === undefined ? null : takeHold(tx, buyerId, holdId),
  ])
  const [row] = rows
  // A guest who signed in meanwhile, in another tab.
  if (row === undefined) refuse('auth.expired')
  const { stamp, coupon: found, taken, ...rest } = row
  return { ...rest, ...seen, hold, coupon: found && toCoupon(found), takenOf: takenIn(taken ?? []), rules: await readRules(tx, stamp) }
}
