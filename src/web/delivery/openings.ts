import type { Openings, SlotNews } from '../../contract/delivery.ts'
import type { Calendar, TakenOf } from '../../domain/slots.ts'
import type { Held } from '../../feed/client/fold.ts'

/** The shop's days as the rules of the domain read them. What the kitchen can do in a day is in what is left already. */
export const calendarOf = ({ timeZone, sameDayUntil, daysAhead, busyHours, slots, closed }: Openings): Calendar => ({
  timeZone,
  sameDayUntil,
  daysAhead,
  busyHours,
  dayCapacity: null,
  retired: [],
  closed: new Map(closed.map((day) => [day, ''])),
  slots: slots.map(({ slotId, left, ...rule }) => ({ ...rule, id: slotId, name: '', mode: 'delivery', capacity: left })),
})

/** What is left by the news, where they are newer than what was loaded. */
export function leftOf({ days }: Openings, entities: ReadonlyMap<string, Held>): TakenOf {
  const loaded = new Map(days.map((each) => [`${each.slotId}:${each.day}`, each]))
  return (slotId, day) => {
    const key = `${slotId}:${day}`
    const known = loaded.get(key)
    const held = entities.get(`slot:${key}`)
    const isNews = held !== undefined && held.rev > (known?.version ?? 0)
    const left = isNews ? (held.data as SlotNews).left : known?.left
    return left === undefined ? undefined : { taken: 0, capacity: left }
  }
}
