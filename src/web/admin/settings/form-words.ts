/** What was typed as a number; NaN when it is none. */
export const numberOf = (text: string): number => (/^\s*\d+([.]\d+)?\s*$/.test(text) ? Number(text) : Number.NaN)
/** null when nothing was typed. */
export const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : numberOf(text))

export const isNumber = (text: string): true | string => !Number.isNaN(numberOf(text)) || 'Write a number.'
export const isNumberOrNothing = (text: string): true | string => text.trim() === '' || isNumber(text)

export const textOf = (value: number | string | null): string => (value === null ? '' : String(value))

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** "Thu 6 Mar" of `2031-03-06`: a day of the calendar, in no time zone. */
export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const month = date.toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' }).slice(0, 3)
  return `${WEEKDAYS[(date.getUTCDay() + 6) % 7]} ${date.getUTCDate()} ${month}`
}
