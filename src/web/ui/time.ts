/** Times on screen are the shop's. Assembled from parts: engines disagree on spaces and cases. */
function partsOf(
  at: string | number | Date,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).formatToParts(new Date(at))
  return (type) => parts.find((part) => part.type === type)?.value ?? ''
}

/** 2:00 PM */
export function formatTime(at: string | number | Date, timeZone: string): string {
  const part = partsOf(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const hour = Number(part('hour'))
  return `${hour % 12 === 0 ? 12 : hour % 12}:${part('minute')} ${hour < 12 ? 'AM' : 'PM'}`
}

/** Sat 28 Nov */
export function formatDay(at: string | number | Date, timeZone: string): string {
  const part = partsOf(at, timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  return `${part('weekday')} ${part('day')} ${part('month').slice(0, 3)}`
}

/** Sunday 22 November */
export function formatLongDay(at: string | number | Date, timeZone: string): string {
  const part = partsOf(at, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })
  return `${part('weekday')} ${part('day')} ${part('month')}`
}

/** Sat 28 Nov, 2:00 PM */
export const formatMoment = (at: string | number | Date, timeZone: string): string =>
  `${formatDay(at, timeZone)}, ${formatTime(at, timeZone)}`
