import type { SlotChoice, SlotOffer } from '../../contract/delivery.ts'
import {
  daysOpen,
  findSlotDay,
  firstOpen,
  isTooSoon,
  leftIn,
  type Need,
  type Offered,
  type SlotDay,
  type TakenOf,
} from '../../domain/slots.ts'
import type { Queryable } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import type { ShopRules } from './shop-rules.sql.ts'
import { readTaken } from './slot-days.sql.ts'

const NEAREST = 3
const MOST_TRIED = 5

type When = { readonly rules: ShopRules; readonly need: Need; readonly now: Date }
type Chosen = Pick<SlotChoice, 'slotId' | 'day'>
type Held = Chosen & { readonly since: Date }

export const toSlotOffer = ({ slot, day, left, state }: Offered): SlotOffer => {
  const { id: slotId, name, starts, ends } = slot
  return { slotId, day, name, starts, ends, left, state }
}

/**
 * The slots to try, in order: the chosen one; without any the earliest that have room; `null` where the shop has none of that mode.
 * @param held the slot that a hold keeps: it goes by the moment since when, for its cut-off may pass meanwhile
 * @param seen what was taken of the nearest days when the order began
 * @throws Refusal `slot.unknown`, `slot.too-soon`
 */
export function slotsFor(
  tx: Queryable,
  when: When,
  chosen: Chosen | null,
  held: Held | null,
  seen: TakenOf = () => undefined,
): Iterable<SlotDay | null> | AsyncIterable<SlotDay> {
  const { rules, need, now } = when
  if (chosen === null) return rules.slots.some(({ mode }) => mode === need.mode) ? earliest(tx, when, seen) : [null]
  const found = findSlotDay(rules, need.mode, chosen, now) ?? refuse('slot.unknown', { slot: chosen })
  const isHeld = held !== null && held.slotId === chosen.slotId && held.day === chosen.day
  if (isTooSoon(rules, need, found, isHeld ? held.since : now)) refuse('slot.too-soon', { slot: chosen })
  return [found]
}

/** Nearly always the first has room: what is taken is read again only when somebody was quicker. */
async function* earliest(tx: Queryable, { rules, need, now }: When, seen: TakenOf): AsyncIterable<SlotDay> {
  yield* firstOpen(rules, need, seen, now)
  yield* firstOpen(rules, need, await takenFrom(tx, rules, now), now, MOST_TRIED)
}

async function takenFrom(read: Queryable, rules: ShopRules, now: Date): Promise<TakenOf> {
  const days = daysOpen(rules, now)
  return await readTaken(read, days[0] ?? '', days.at(-1) ?? '')
}

/** @throws Refusal `slot.full` with what is `left` of the chosen slot and the `nearest` that have room */
export async function refuseFull(read: Queryable, { rules, need, now }: When, chosen: Chosen | null): Promise<never> {
  const takenOf = await takenFrom(read, rules, now)
  const found = chosen === null ? null : findSlotDay(rules, need.mode, chosen, now)
  const left = found === null ? 0 : leftIn(rules, found, takenOf)
  return refuse('slot.full', { left, nearest: firstOpen(rules, need, takenOf, now, NEAREST).map(toSlotOffer) })
}
