import { sql } from 'kysely'
import type { LineInput } from '../../contract/cart.ts'
import type { QuoteRequest } from '../../contract/order.ts'
import { personsOf } from '../../domain/coupon.ts'
import { findCart, findOffers } from '../cart/carts.sql.ts'
import { type CouponJson, couponJson, toCoupon } from '../coupons/coupons.sql.ts'
import type { Queryable } from '../db/database.ts'
import { readRules, STAMP } from '../delivery/shop-rules.sql.ts'
import type { Seen } from './bill.ts'

type Asked = Partial<Pick<QuoteRequest, 'items' | 'coupon' | 'phone'>>

/** What a bill is drawn up from, without buying anything. Without `items`: of the cart of this account; null has none. */
export async function lookAt(
  read: Queryable,
  accountId: string | null,
  { items, coupon, phone }: Asked,
): Promise<Seen & { readonly items: readonly LineInput[] }> {
  const persons = personsOf(accountId, phone ?? null)
  const [{ rows }, wanted] = await Promise.all([
    sql<{ now: Date; stamp: string; coupon: CouponJson | null }>`
      select now() as now, ${STAMP} as stamp, ${couponJson(coupon, persons)} as coupon`.execute(read),
    items === undefined ? cartItems(read, accountId) : offersOf(read, accountId, items),
  ])
  const [row] = rows
  if (row === undefined) throw new Error('The database told no time')
  return { ...wanted, now: row.now, coupon: row.coupon && toCoupon(row.coupon), rules: await readRules(read, row.stamp) }
}

async function offersOf(read: Queryable, accountId: string | null, items: readonly LineInput[]) {
  return { items, offers: await findOffers(read, accountId, [...new Set(items.map(({ productId }) => productId))]) }
}

async function cartItems(read: Queryable, accountId: string | null) {
  const cart = accountId === null ? null : await findCart(read, accountId)
  if (cart === null) return { items: [], offers: [] }
  const items = cart.lines.map(({ id: _, seenPrice: __, ...line }): LineInput => ({ ...line, extras: [...line.extras] }))
  return { items, offers: cart.offers }
}
