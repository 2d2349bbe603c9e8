import type { OrderSlot } from '../../contract/order.ts'
import { dayAfter } from '../../domain/shop-time.ts'

const noonOf = (day: string): Date => new Date(`${day}T12:00Z`)
/** Making one costs more than all that is said with it. */
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short' })
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' })
const part = (day: string, format: Intl.DateTimeFormat): string => format.format(noonOf(day)).slice(0, 3)

const hours = (clock: string): number => Number(clock.slice(0, 2))
const halfOf = (clock: string): string => (hours(clock) < 12 ? 'AM' : 'PM')
const faceOf = (clock: string): string => {
  const hour = hours(clock) % 12 === 0 ? 12 : hours(clock) % 12
  return clock.endsWith(':00') ? String(hour) : `${hour}:${clock.slice(3)}`
}

/** `14:00` is "2 PM", `14:30` "2:30 PM". */
export const clockWords = (clock: string): string => `${faceOf(clock)} ${halfOf(clock)}`

/** "4–6 PM", "11 AM–2 PM" */
export const windowWords = ({ starts, ends }: { readonly starts: string; readonly ends: string }): string =>
  `${halfOf(starts) === halfOf(ends) ? faceOf(starts) : clockWords(starts)}–${clockWords(ends)}`

/** "Sat": a day of the shop's calendar has no zone. */
export const weekdayWord = (day: string): string => part(day, WEEKDAY)
/** "28 Nov" */
export const dateWords = (day: string): string => `${Number(day.slice(8))} ${part(day, MONTH)}`

/** "Sat 28 Nov" */
export const dayWords = (day: string): string => `${weekdayWord(day)} ${dateWords(day)}`

/** "Today", "Tomorrow", "Sat 28 Nov". `today`: by the shop's calendar. */
export const nearDayWords = (day: string, today: string): string =>
  day === today ? 'Today' : day === dayAfter(today) ? 'Tomorrow' : dayWords(day)

/** "from tomorrow", "from Sat, 5 Dec" */
export const fromWords = (day: string, today: string): string =>
  `from ${day === today || day === dayAfter(today) ? nearDayWords(day, today).toLowerCase() : `${weekdayWord(day)}, ${dateWords(day)}`}`

type Due = Pick<OrderSlot, 'day' | 'starts' | 'ends'>

/** "Sat 28 Nov, 4–6 PM" */
export const dueWords = (slot: Due): string => `${dayWords(slot.day)}, ${windowWords(slot)}`

/** "Today, 4–6 PM" */
export const nearDueWords = (slot: Due, today: string): string => `${nearDayWords(slot.day, today)}, ${windowWords(slot)}`
