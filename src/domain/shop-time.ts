/** A day of the shop's calendar: `2026-11-23`. */
export type Day = string
/** A time on the shop's wall: `14:00`. */
export type Clock = string

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const digits = '2-digit' as const
  const time = { hour: digits, minute: digits, second: digits, hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'iso8601', year: 'numeric', month: digits, day: digits, ...time })
  formats.set(timeZone, made)
  return made
}

/** Of each zone, by the minute: asking the platform costs more than all else that an order has to do with time. */
const offsets = new Map<string, Map<number, number>>()
const MOST_KEPT = 5000

/** How far the shop's wall is ahead of UTC. Clocks change on the minute. */
function offsetAt(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / MINUTE)
  const known = offsets.get(timeZone) ?? new Map<number, number>()
  const offset = known.get(minute) ?? askOffset(minute * MINUTE, timeZone)
  if (known.size >= MOST_KEPT) known.clear()
  offsets.set(timeZone, known.set(minute, offset))
  return offset
}

function askOffset(instant: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - instant
}

/** What the shop's wall shows, in milliseconds as if the wall were in UTC. */
const wallAt = (instant: number, timeZone: string): number => instant + offsetAt(instant, timeZone)

/** What the shop's calendar and clock show at that instant. @throws RangeError for a zone that the platform does not know */
export function shopTime(instant: Date, timeZone: string): { readonly day: Day; readonly clock: Clock } {
  const wall = new Date(wallAt(instant.getTime(), timeZone)).toISOString()
  return { day: wall.slice(0, 10), clock: wall.slice(11, 16) }
}

/**
 * When the shop's clock shows that time on that day. A time that is skipped when the clocks go forward is as much later; of one that
 * comes twice it is the first.
 */
export function instantOf(day: Day, clock: Clock, timeZone: string): Date {
  const wall = Date.parse(`${day}T${clock}:00Z`)
  const before = wall - offsetAt(wall - DAY, timeZone)
  const after = wall - offsetAt(wall + DAY, timeZone)
  // The offset of before the change still holds then, or nothing changes: that is the answer. In a gap neither holds.
  if (before === after || wallAt(before, timeZone) === wall) return new Date(before)
  return new Date(wallAt(after, timeZone) === wall ? after : before)
}

export const dayAfter = (day: Day, days = 1): Day => new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** ISO: 1 is Monday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00Z`).getUTCDay() || 7

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE)
