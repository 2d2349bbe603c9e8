import { personsOf } from '../../domain/coupon.ts'
import { returnCoupon } from '../coupons/coupons.sql.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { putBack } from '../delivery/exchange.ts'
import { giveBackOrder } from '../delivery/ledgers.sql.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'

/** Gives back what an order took: its pieces, the points of its slot, its coupon. Once, whoever asks; the caller holds the order's lock. */
export async function returnAll(tx: Tx, orderId: string): Promise<void> {
  const [, kept, rules] = await Promise.all([returnCoupon(tx, orderId, personsOf), giveBackOrder(tx, orderId), readRules(tx)])
  appendAll(tx, await putBack(tx, rules, kept))
}
