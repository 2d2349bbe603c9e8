import type { Day } from '../../domain/shop-time.ts'
import { daysOpen, isTooSoon, leftIn, slotsOn } from '../../domain/slots.ts'
import type { Queryable } from '../db/database.ts'
import { readRules } from './shop-rules.sql.ts'
import { readTaken } from './slot-days.sql.ts'

/** One time of a day: what has at most this lead time, and takes at most so many points, can be delivered then. */
export type Room = { readonly leadHours: number; readonly points: number }

const MOST_HOURS = 1008

/** The times at which something can still be delivered on that day; none on a day that cannot be ordered for. */
export async function roomOn(read: Queryable, day: Day, now: Date): Promise<Room[]> {
  const [rules, takenOf] = [await readRules(read), await readTaken(read, day, day)]
  if (!daysOpen(rules, now).includes(day)) return []
  return slotsOn(rules, 'delivery', day).flatMap((at) => {
    if (isTooSoon(rules, { leadHours: 0 }, at, now)) return []
    const hours = Math.floor((at.startsAt.getTime() - now.getTime()) / 3_600_000) - rules.busyHours
    return { leadHours: Math.min(MOST_HOURS, hours), points: leftIn(rules, at, takenOf) }
  })
}
