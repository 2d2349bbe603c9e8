import { addMinutes, type Clock, type Day, dayAfter, instantOf, shopTime, weekdayOf } from './shop-time.ts'

/** A window of the shop's day in which orders are delivered or fetched. */
export type SlotRule = {
  readonly id: string
  readonly name: string
  readonly mode: 'delivery' | 'pickup'
  readonly starts: Clock
  readonly ends: Clock
  /** ISO: 1 is Monday. */
  readonly weekdays: readonly number[]
  /** Points. */
  readonly capacity: number
  /** The last order comes this long before it starts. */
  readonly cutOffMinutes: number
}

/** When the shop delivers at all. */
export type Calendar = {
  readonly timeZone: string
  readonly slots: readonly SlotRule[]
  /** Ids of those that are no longer offered: what was ordered of them is still to be made. */
  readonly retired: readonly string[]
  /** With why. */
  readonly closed: ReadonlyMap<Day, string>
  /** For today only until then, by the shop's clock. */
  readonly sameDayUntil: Clock
  readonly daysAhead: number
  /** How much later than usual; 0 when it is not busy. */
  readonly busyHours: number
  /** Points that the kitchen can do in a day over all slots; null: only the slots limit. */
  readonly dayCapacity: number | null
}

/** What an order asks of the kitchen. */
export type Need = {
  readonly mode: SlotRule['mode']
  /** The longest of its lines. */
  readonly leadHours: number
  readonly points: number
}

export type SlotState = 'open' | 'full' | 'too-soon'
export type SlotDay = { readonly day: Day; readonly slot: SlotRule; readonly startsAt: Date }
/** Of one slot's day: points taken, and a capacity that stands above the slot's. */
export type Taken = { readonly taken: number; readonly capacity: number | null }
export type TakenOf = (slotId: string, day: Day) => Taken | undefined

/** Why the shop does not open that day; '' when it does. */
export const closedOn = ({ closed }: Calendar, day: Day): string => (closed.has(day) ? closed.get(day) || 'Closed' : '')

/** The slots of one day, as they start. None on a closed day. */
export function slotsOn(calendar: Calendar, mode: Need['mode'], day: Day): SlotDay[] {
  return rulesOn(calendar, mode, day)
    .map((slot) => startOf(calendar, slot, day))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.slot.id < b.slot.id ? -1 : 1))
}

function rulesOn({ closed, slots }: Calendar, mode: Need['mode'], day: Day): SlotRule[] {
  const weekday = weekdayOf(day)
  return closed.has(day) ? [] : slots.filter((slot) => slot.mode === mode && slot.weekdays.includes(weekday))
}

const startOf = ({ timeZone }: Calendar, slot: SlotRule, day: Day): SlotDay => ({
  day,
  slot,
  startsAt: instantOf(day, slot.starts, timeZone),
})

/** The days that can be ordered for now, the first is today's. */
export const daysOpen = (calendar: Pick<Calendar, 'timeZone' | 'daysAhead'>, now: Date): Day[] => [...eachDayOpen(calendar, now)]

function* eachDayOpen({ timeZone, daysAhead }: Pick<Calendar, 'timeZone' | 'daysAhead'>, now: Date): Generator<Day> {
  const today = shopTime(now, timeZone).day
  for (let ahead = 0; ahead <= daysAhead; ahead++) yield dayAfter(today, ahead)
}

/** Whether its cut-off, the cakes' lead time or the same-day hour has passed. */
export function isTooSoon(
  calendar: Calendar,
  { leadHours }: Pick<Need, 'leadHours'>,
  { day, slot, startsAt }: SlotDay,
  now: Date,
): boolean {
  const today = shopTime(now, calendar.timeZone)
  if (day < today.day || (day === today.day && today.clock >= calendar.sameDayUntil)) return true
  const minutes = Math.max(slot.cutOffMinutes, (leadHours + calendar.busyHours) * 60)
  return addMinutes(now, minutes) > startsAt
}

/** Points left of a slot's day, with what the kitchen can still do that day. */
export function leftIn(calendar: Calendar, { slot, day }: Pick<SlotDay, 'slot' | 'day'>, takenOf: TakenOf): number {
  const here = takenOf(slot.id, day)
  const left = (here?.capacity ?? slot.capacity) - (here?.taken ?? 0)
  return Math.max(0, Math.min(left, dayLeft(calendar, day, takenOf)))
}

/** What the kitchen can still do that day. */
export function dayLeft({ dayCapacity, slots, retired }: Calendar, day: Day, takenOf: TakenOf): number {
  if (dayCapacity === null) return Number.POSITIVE_INFINITY
  const ids = [...slots.map(({ id }) => id), ...retired]
  return dayCapacity - ids.reduce((sum, id) => sum + (takenOf(id, day)?.taken ?? 0), 0)
}

/** The same as it is told: nothing where only the slots limit. */
export function kitchenLeft(calendar: Calendar, day: Day, takenOf: TakenOf): { readonly kitchen?: number } {
  const left = dayLeft(calendar, day, takenOf)
  return Number.isFinite(left) ? { kitchen: Math.max(0, left) } : {}
}

export function stateOf(calendar: Calendar, need: Need, at: SlotDay, left: number, now: Date): SlotState {
  if (isTooSoon(calendar, need, at, now)) return 'too-soon'
  return left < need.points ? 'full' : 'open'
}

export type Offered = SlotDay & { readonly left: number; readonly state: SlotState }

/** The slots of these days that need not be asked for in vain, in the order in which they start. Lazy: whoever wants the first looks no further. */
export function* offersOf(calendar: Calendar, need: Need, days: Iterable<Day>, takenOf: TakenOf, now: Date): Generator<Offered> {
  for (const day of days) {
    for (const at of slotsOn(calendar, need.mode, day)) {
      const left = leftIn(calendar, at, takenOf)
      yield { ...at, left, state: stateOf(calendar, need, at, left, now) }
    }
  }
}

/** The first `most` that are open. */
export function firstOpen(calendar: Calendar, need: Need, takenOf: TakenOf, now: Date, most = 1): Offered[] {
  const found: Offered[] = []
  for (const offer of offersOf(calendar, need, eachDayOpen(calendar, now), takenOf, now)) {
    if (offer.state === 'open') found.push(offer)
    if (found.length === most) break
  }
  return found
}

/** The slot of that day as the calendar has it; null when there is no such time on that day. */
export function findSlotDay(calendar: Calendar, mode: Need['mode'], wanted: { slotId: string; day: Day }, now: Date): SlotDay | null {
  const today = shopTime(now, calendar.timeZone).day
  if (wanted.day < today || wanted.day > dayAfter(today, calendar.daysAhead)) return null
  const slot = rulesOn(calendar, mode, wanted.day).find(({ id }) => id === wanted.slotId)
  return slot === undefined ? null : startOf(calendar, slot, wanted.day)
}
