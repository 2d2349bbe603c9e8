import { expect, test } from 'vitest'
import { clockWords, dueWords, fromWords, nearDueWords, windowWords } from './slot-words.ts'

test('a window of the shop’s day is said as people say it', () => {
  expect(windowWords({ starts: '16:00', ends: '18:00' })).toBe('4–6 PM')
  expect(windowWords({ starts: '11:00', ends: '14:00' })).toBe('11 AM–2 PM')
  expect(windowWords({ starts: '00:30', ends: '12:00' })).toBe('12:30 AM–12 PM')
  expect(clockWords('00:00')).toBe('12 AM')
})

test('a day is the shop’s, whatever the zone of who looks', () => {
  const slot = { day: '2026-11-28', starts: '16:00', ends: '18:00' }
  expect(dueWords(slot)).toBe('Sat 28 Nov, 4–6 PM')
  expect(nearDueWords(slot, '2026-11-28')).toBe('Today, 4–6 PM')
  expect(nearDueWords(slot, '2026-11-27')).toBe('Tomorrow, 4–6 PM')
  expect(nearDueWords({ ...slot, day: '2026-12-01' }, '2026-11-30')).toBe('Tomorrow, 4–6 PM')
  expect(nearDueWords({ ...slot, day: '2026-09-05' }, '2026-11-30')).toBe('Sat 5 Sep, 4–6 PM')
})

test('the first day is said in the middle of a line', () => {
  const from = (day: string) => fromWords(day, '2026-11-30')
  expect([from('2026-11-30'), from('2026-12-01'), from('2026-12-05')]).toEqual(['from today', 'from tomorrow', 'from Sat, 5 Dec'])
})
