import { fromRupees } from '../domain/money.ts'
import { dayAfter, shopTime } from '../domain/shop-time.ts'
import type { Tx } from '../server/db/database.ts'
import { demoClosedDay, demoCoupons, demoFacts, demoSlots, demoZones } from './demo/delivery.ts'
import { addClosedDay, addCoupons, addSlots, addZone, registerShop } from './load-demo-delivery.sql.ts'

const amountOrNull = (rupees: number | null): number | null => (rupees === null ? null : fromRupees(rupees))

/** Where, when and at what tax the demo bakery delivers. */
export async function openDelivery(tx: Tx, now: Date): Promise<void> {
  const { timeZone } = await registerShop(tx, demoFacts)
  for (const { name, fee, freeAbove, pincodes } of demoZones)
    await addZone(tx, { name, fee: fromRupees(fee), free_above: amountOrNull(freeAbove) }, pincodes)
  await addSlots(
    tx,
    demoSlots.map(({ cutOffMinutes: cut_off_minutes, ...rest }) => ({ ...rest, cut_off_minutes })),
  )
  await addClosedDay(tx, dayAfter(shopTime(now, timeZone).day, demoClosedDay.inDays), demoClosedDay.note)
  await addCoupons(
    tx,
    demoCoupons.map(({ code, kind, value, maxDiscount, minSubtotal, most, mostEach }) => ({
      code,
      kind,
      // Percent and rupees alike are stored in hundredths.
      value: Math.round(value * 100),
      max_discount: amountOrNull(maxDiscount),
      min_subtotal: fromRupees(minSubtotal),
      most,
      most_each: mostEach,
    })),
  )
}
