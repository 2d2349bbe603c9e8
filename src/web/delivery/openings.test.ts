import { expect, test } from 'vitest'
import type { Openings } from '../../contract/delivery.ts'
import { leftIn, slotsOn } from '../../domain/slots.ts'
import { calendarOf, leftOf } from './openings.ts'

const openings: Openings = {
  version: 3,
  timeZone: 'Asia/Kolkata',
  sameDayUntil: '14:00',
  daysAhead: 14,
  busyHours: 0,
  slots: [{ slotId: 'a', starts: '10:00', ends: '12:00', weekdays: [1, 2, 3, 4, 5, 6, 7], cutOffMinutes: 60, left: 9 }],
  closed: ['2026-11-29'],
  days: [{ slotId: 'a', day: '2026-11-28', left: 2, version: 5 }],
  now: '2026-11-27T05:00:00.000Z',
}
const news = (day: string, rev: number, left: number) => [`slot:a:${day}`, { rev, data: { slotId: 'a', day, left } }] as const

test('what is left of a day is what was loaded, or what newer news say, or all of it', () => {
  const calendar = calendarOf(openings)
  const left = (day: string, ...heard: ReturnType<typeof news>[]) => {
    const [at] = slotsOn(calendar, 'delivery', day)
    return at === undefined ? null : leftIn(calendar, at, leftOf(openings, new Map(heard)))
  }
  expect([left('2026-11-28'), left('2026-11-30'), left('2026-11-29')]).toEqual([2, 9, null])
  expect(left('2026-11-28', news('2026-11-28', 6, 0))).toBe(0)
  expect(left('2026-11-28', news('2026-11-28', 5, 0))).toBe(2)
  expect(left('2026-11-30', news('2026-11-30', 1, 4))).toBe(4)
})
