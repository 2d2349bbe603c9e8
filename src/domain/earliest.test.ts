import { expect, test } from 'vitest'
import { earliestDay, fitsOn, leastNeed } from './earliest.ts'
import type { Calendar, TakenOf } from './slots.ts'

const shop: Calendar = {
  timeZone: 'Asia/Kolkata',
  slots: [
    {
      id: 'evening',
      name: '',
      mode: 'delivery',
      starts: '18:00',
      ends: '20:00',
      weekdays: [1, 2, 3, 4, 5, 6],
      capacity: 6,
      cutOffMinutes: 60,
    },
  ],
  closed: new Map([['2026-11-25', 'Fair']]),
  sameDayUntil: '14:00',
  daysAhead: 5,
  busyHours: 0,
  dayCapacity: null,
  retired: [],
}
/** A Monday. */
const now = new Date('2026-11-23T12:00:00+05:30')
const size = (points: number | null, available = true) => ({ points, available })
const cake = { leadHours: 0, points: 3, sizes: [] }
const free: TakenOf = () => undefined

test('a cake asks for what its smallest size takes that can be had', () => {
  const points = (...sizes: ReturnType<typeof size>[]) => leastNeed({ ...cake, sizes }).points
  expect([points(), points(size(5), size(4)), points(size(5), size(null)), points(size(1, false), size(5))]).toEqual([3, 4, 3, 5])
})

test('[D09] the earliest day is the first that its lead time, its points and the shop’s days leave', () => {
  const day = (more: Partial<typeof cake> = {}, takenOf = free) => earliestDay(shop, { ...cake, ...more }, takenOf, now)
  expect(day()).toBe('2026-11-23')
  expect(day({ leadHours: 7 })).toBe('2026-11-24')
  expect(day({ leadHours: 31 })).toBe('2026-11-26')
  const fullOn =
    (...days: string[]): TakenOf =>
    (_slot, day) => ({ taken: days.includes(day) ? 4 : 3, capacity: null })
  expect(day({}, fullOn('2026-11-23'))).toBe('2026-11-24')
  expect(day({ points: 7 })).toBeNull()
  expect(day({ leadHours: 200 })).toBeNull()
})

test('[D09] a day fits when one of its times does, of the days that can be ordered for', () => {
  const on = (day: string, more: Partial<typeof cake> = {}) => fitsOn(shop, { ...cake, ...more }, day, free, now)
  expect(['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-28', '2026-11-29', '2026-11-30'].map((day) => on(day))).toEqual([
    false,
    true,
    false,
    true,
    false,
    false,
  ])
  expect([on('2026-11-24', { leadHours: 30 }), on('2026-11-24', { leadHours: 31 }), on('2026-11-24', { points: 7 })]).toEqual([
    true,
    false,
    false,
  ])
})
