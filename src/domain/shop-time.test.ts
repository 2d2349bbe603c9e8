import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, instantOf, shopTime, weekdayOf } from './shop-time.ts'

const INDIA = 'Asia/Kolkata'
const at = (instant: string, zone = INDIA) => Object.values(shopTime(new Date(instant), zone)).join(' ')

test.each([
  // Between midnight and half past five in India it is still yesterday in UTC.
  ['2026-11-22T18:29:59.999Z', '2026-11-22 23:59'],
  ['2026-11-22T18:30:00Z', '2026-11-23 00:00'],
  ['2026-11-22T23:59:00Z', '2026-11-23 05:29'],
  ['2026-11-23T00:00:00Z', '2026-11-23 05:30'],
  // The financial year ends at 24:00 on 31 March.
  ['2027-03-31T18:29:59Z', '2027-03-31 23:59'],
  ['2027-03-31T18:30:00Z', '2027-04-01 00:00'],
  ['2028-02-28T18:30:00Z', '2028-02-29 00:00'],
])('[D09] at %s the shop’s wall in India shows %s', (instant, wall) => {
  expect(at(instant)).toBe(wall)
})

test.each([
  ['2026-11-23', '14:00', INDIA, '2026-11-23T08:30:00.000Z'],
  ['2026-11-23', '00:00', INDIA, '2026-11-22T18:30:00.000Z'],
  ['2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
  // 02:00 to 03:00 is skipped: as much later.
  ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  // 02:00 to 03:00 comes twice: the first.
  ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ['2026-03-08', '02:15', 'America/New_York', '2026-03-08T07:15:00.000Z'],
  ['2026-11-01', '01:15', 'America/New_York', '2026-11-01T05:15:00.000Z'],
  // Half an hour, at midnight's neighbourhood, and on the other half of the year.
  ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
])('[D09] on %s at %s in %s it is %s', (day, clock, zone, instant) => {
  expect(instantOf(day, clock, zone).toISOString()).toBe(instant)
})

test('[D09] what the wall shows is that instant again, in zones with and without summer time', () => {
  const zones = [INDIA, 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC', 'Africa/Casablanca']
  const minute = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minute, (zone, minutes) => {
      const { day, clock } = shopTime(new Date(minutes * 60_000), zone)
      const first = instantOf(day, clock, zone)
      // Of a time that comes twice it is the first; both show the same on the wall.
      const again = shopTime(first, zone)
      return (
        again.day === day &&
        again.clock === clock &&
        minutes * 60_000 - first.getTime() >= 0 &&
        minutes * 60_000 - first.getTime() <= 3_600_000
      )
    }),
    { numRuns: 5000 },
  )
})

test('days follow each other over months, years and changes of the clock', () => {
  expect(['2026-03-28', '2026-12-31', '2028-02-28', '2026-10-24'].map((day) => dayAfter(day))).toEqual([
    '2026-03-29',
    '2027-01-01',
    '2028-02-29',
    '2026-10-25',
  ])
  expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31')
  expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual([1, 7])
})
