import type { Openings } from '../../contract/delivery.ts'
import { dayAfter, shopTime } from '../../domain/shop-time.ts'
import { leftIn, type SlotRule } from '../../domain/slots.ts'
import type { Queryable } from '../db/database.ts'
import { readRules, type ShopRules } from './shop-rules.sql.ts'
import { readAhead, type TakenRow, takenIn } from './slot-days.sql.ts'

/** When the shop delivers and what is left of it, for whoever has many cakes to say it of. */
export async function readOpenings(read: Queryable): Promise<Openings> {
  const { now, shopVersion: version, stamp, taken } = await readAhead(read)
  const rules = await readRules(read, stamp)
  const today = shopTime(now, rules.timeZone).day
  const last = dayAfter(today, rules.daysAhead)
  const rows = taken.filter(({ day }) => day >= today && day <= last)
  const slots = rules.slots.filter(({ mode }) => mode === 'delivery')
  return {
    version,
    timeZone: rules.timeZone,
    sameDayUntil: rules.sameDayUntil,
    daysAhead: rules.daysAhead,
    busyHours: rules.busyHours,
    slots: slots.map(({ id: slotId, starts, ends, weekdays, cutOffMinutes, capacity }) => {
      const left = Math.min(capacity, rules.dayCapacity ?? capacity)
      return { slotId, starts, ends, weekdays: [...weekdays], cutOffMinutes, left }
    }),
    closed: [...rules.closed.keys()].filter((day) => day >= today).sort(),
    days: daysOf(rules, slots, rows),
    now: now.toISOString(),
  }
}

/** Where the kitchen's days are limited, what is taken of one slot is missing in the day's others. */
function daysOf(rules: ShopRules, slots: readonly SlotRule[], rows: readonly TakenRow[]): Openings['days'] {
  const takenOf = takenIn(rows)
  const versions = new Map(rows.map(({ slotId, day, version }) => [`${slotId} ${day}`, version]))
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  return days.flatMap((day) =>
    slots.flatMap((slot) => {
      const version = versions.get(`${slot.id} ${day}`)
      if (version === undefined && rules.dayCapacity === null) return []
      return [{ slotId: slot.id, day, left: leftIn(rules, { slot, day }, takenOf), version: version ?? 0 }]
    }),
  )
}
