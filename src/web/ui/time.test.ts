import { expect, test } from 'vitest'
import { formatDay, formatLongDay, formatMoment, formatTime } from './time.ts'

const ZONE = 'Asia/Kolkata'

test("times are the shop's, wherever someone looks from", () => {
  expect(formatTime('2026-11-22T08:30:00.000Z', ZONE)).toBe('2:00 PM')
  expect(formatTime('2026-11-22T18:30:00.000Z', ZONE)).toBe('12:00 AM')
  expect(formatTime('2026-11-22T06:30:00.000Z', ZONE)).toBe('12:00 PM')
})

test("a day is the shop's day: half past midnight there is still yesterday in London", () => {
  expect(formatDay('2026-11-27T19:00:00.000Z', ZONE)).toBe('Sat 28 Nov')
  expect(formatDay('2026-09-01T00:00:00.000Z', ZONE)).toBe('Tue 1 Sep')
  expect(formatLongDay('2026-11-22T08:30:00.000Z', ZONE)).toBe('Sunday 22 November')
  expect(formatMoment('2026-11-28T08:30:00.000Z', ZONE)).toBe('Sat 28 Nov, 2:00 PM')
})
