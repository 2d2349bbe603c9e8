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

/** What the shop's wall shows at that instant, in milliseconds as if the wall were in UTC. Whole seconds. */
function wallAt(instant: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** What the shop's calendar and clock show at that instant. @throws RangeError for a zone that the platform does not know */
export function shopTime(instant: Date, timeZone: string): { readonly day: Day; readonly clock: Clock } {
  const wall = new Date(wallAt(Math.floor(instant.getTime() / 1000) * 1000, timeZone)).toISOString()
  return { day: wall.slice(0, 10), clock: wall.slice(11, 16) }
}

/**
 * When the shop's clock shows that time on that day. A time that is skipped when the clocks go forward is as much later; of one that
 * comes twice it is the first.
 */
export function instantOf(day: Day, clock: Clock, timeZone: string): Date {
  const wall = Date.parse(`${day}T${clock}:00Z`)
  const offsetNear = (instant: number) => wallAt(instant, timeZone) - instant
  const before = wall - offsetNear(wall - DAY)
  const after = wall - offsetNear(wall + DAY)
  // The offset of before the change still holds then, or nothing changes: that is the answer. In a gap neither holds.
  if (before === after || wallAt(before, timeZone) === wall) return new Date(before)
  return new Date(wallAt(after, timeZone) === wall ? after : before)
}

export const dayAfter = (day: Day, days = 1): Day => new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** ISO: 1 is Monday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00Z`).getUTCDay() || 7

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE)
