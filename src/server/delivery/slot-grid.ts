import type { SlotGrid, SlotQuery } from '../../contract/delivery.ts'
import { toRupees } from '../../domain/money.ts'
import { closedOn, daysOpen, firstOpen, kitchenLeft, leftIn, type Need, offersOf, type TakenOf } from '../../domain/slots.ts'
import type { Queryable } from '../db/database.ts'
import { lookAt } from '../orders/bill.sql.ts'
import { drawUp } from '../orders/bill.ts'
import { toSlotOffer } from './choose-slot.ts'
import { keptFor, NOTHING_KEPT } from './ledgers.sql.ts'
import type { ShopRules } from './shop-rules.sql.ts'
import { readTaken, withoutKept } from './slot-days.sql.ts'

/** When the viewer's cart, or one piece of a product, can be delivered or fetched. An empty cart is asked for as if it took one point. */
export async function slotGrid(
  read: Queryable,
  accountId: string | null,
  { mode, pincode, product, size, from, days }: SlotQuery,
): Promise<SlotGrid> {
  const piece = product === undefined ? {} : { items: [{ productId: product, quantity: 1, ...(size !== undefined && { size }) }] }
  const seen = await lookAt(read, accountId, piece)
  const { rules, now } = seen
  const { lines, need, zone, problems } = drawUp({ mode, pincode, items: seen.items }, seen)
  const asking = seen.items.length === 0 ? { ...need, points: 1 } : need
  const isIdle = problems.some(({ code }) => code === 'zone.not-served') || (product !== undefined && lines[0] === null)
  const open = isIdle ? [] : daysOpen(rules, now)
  const [kept, takenOf] = await Promise.all([
    accountId === null ? NOTHING_KEPT : keptFor(read, accountId),
    readTaken(read, open[0] ?? 'infinity', open.at(-1) ?? 'infinity'),
  ])
  const ownTaken = withoutKept(takenOf, kept)
  const [earliest] = open.length === 0 ? [] : firstOpen(rules, asking, ownTaken, now)
  const shown = open.filter((day) => from === undefined || day >= from).slice(0, days)
  return {
    mode,
    zone: zone && {
      _id: zone.id,
      name: zone.name,
      fee: toRupees(zone.fee),
      freeAbove: freeAbove(zone.freeAbove ?? rules.freeDeliveryAbove),
    },
    points: need.points,
    days: shown.map((day) => ({
      day,
      closed: closedOn(rules, day),
      ...kitchenLeft(rules, day, takenOf),
      slots: slotsOf(rules, asking, { day, takenOf, ownTaken, now }),
    })),
    earliest: earliest === undefined ? null : toSlotOffer(earliest),
    now: now.toISOString(),
  }
}

type At = { readonly day: string; readonly takenOf: TakenOf; readonly ownTaken: TakenOf; readonly now: Date }

/** What is left is told as to everybody; whether it can be had, with what the viewer's hold keeps. */
const slotsOf = (rules: ShopRules, need: Need, { day, takenOf, ownTaken, now }: At) =>
  [...offersOf(rules, need, [day], ownTaken, now)].map((offer) => toSlotOffer({ ...offer, left: leftIn(rules, offer, takenOf) }))

const freeAbove = (threshold: ShopRules['freeDeliveryAbove']): number | null => (threshold === null ? null : toRupees(threshold))
