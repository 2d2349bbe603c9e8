import { type Day, dayAfter, shopTime } from './shop-time.ts'
import { type Calendar, firstOpen, type Need, type Offered, offersOf, type TakenOf } from './slots.ts'

type Cake = {
  readonly leadHours: number
  readonly points: number
  /** `points` null: as the cake's. */
  readonly sizes: readonly { readonly available: boolean; readonly points: number | null }[]
}

/** What one piece asks of the kitchen in the size that asks least. */
export function leastNeed({ leadHours, points, sizes }: Cake): Need {
  const each = sizes.filter(({ available }) => available).map((size) => size.points ?? points)
  return { mode: 'delivery', leadHours, points: each.length === 0 ? points : Math.min(...each) }
}

/** The first day on which one could be delivered; null when there is none in sight. */
export const earliestDay = (calendar: Calendar, cake: Cake, takenOf: TakenOf, now: Date): Day | null =>
  firstOpen(calendar, leastNeed(cake), takenOf, now)[0]?.day ?? null

/** Whether one could be delivered on that day. */
export function fitsOn(calendar: Calendar, cake: Cake, day: Day, takenOf: TakenOf, now: Date): boolean {
  if (isBeyond(calendar, day, now)) return false
  return [...offersOf(calendar, leastNeed(cake), [day], takenOf, now)].some(({ state }) => state === 'open')
}

/** The times of that day that something could still be ordered for. */
export function timesOn(calendar: Calendar, day: Day, takenOf: TakenOf, now: Date): Offered[] {
  if (isBeyond(calendar, day, now)) return []
  const need: Need = { mode: 'delivery', leadHours: 0, points: 1 }
  return [...offersOf(calendar, need, [day], takenOf, now)].filter(({ state }) => state !== 'too-soon')
}

const isBeyond = ({ timeZone, daysAhead }: Calendar, day: Day, now: Date): boolean => day > dayAfter(shopTime(now, timeZone).day, daysAhead)
