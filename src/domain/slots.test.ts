import { expect, test } from 'vitest'
import { type Calendar, findSlotDay, firstOpen, leftIn, type Need, offersOf, type SlotRule, slotsOn, type TakenOf } from './slots.ts'

const slot = (id: string, starts: string, more: Partial<SlotRule> = {}): SlotRule => ({
  id,
  name: id,
  mode: 'delivery',
  starts,
  ends: '23:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  capacity: 10,
  cutOffMinutes: 60,
  ...more,
})
const shop = (more: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'Asia/Kolkata',
  slots: [slot('evening', '18:00'), slot('morning', '09:00'), slot('fetch', '10:00', { mode: 'pickup' })],
  closed: new Map(),
  sameDayUntil: '14:00',
  daysAhead: 3,
  busyHours: 0,
  dayCapacity: null,
  retired: [],
  ...more,
})
const cake: Need = { mode: 'delivery', leadHours: 0, points: 1 }
const free: TakenOf = () => undefined
/** A Monday, by the clock of India. */
const on = (clock: string, day = '2026-11-23') => new Date(`${day}T${clock}:00+05:30`)
const states = (calendar: Calendar, need: Need, now: Date, day = '2026-11-23', takenOf = free) =>
  [...offersOf(calendar, need, [day], takenOf, now)].map(({ slot: { id }, state }) => `${id} ${state}`)

test('[D09] a day’s slots are those of the mode and the weekday, as they start', () => {
  expect(slotsOn(shop(), 'delivery', '2026-11-23').map(({ slot: { id } }) => id)).toEqual(['morning', 'evening'])
  expect(slotsOn(shop(), 'pickup', '2026-11-23').map(({ slot: { id } }) => id)).toEqual(['fetch'])
  const weekend = shop({ slots: [slot('brunch', '11:00', { weekdays: [6, 7] })] })
  expect(['2026-11-27', '2026-11-28', '2026-11-29'].map((day) => slotsOn(weekend, 'delivery', day).length)).toEqual([0, 1, 1])
  expect(slotsOn(shop({ closed: new Map([['2026-11-23', 'Holiday']]) }), 'delivery', '2026-11-23')).toEqual([])
})

test('[D09] the cut-off counts back from the start, to the minute', () => {
  expect(states(shop(), cake, on('07:59'))).toEqual(['morning open', 'evening open'])
  expect(states(shop(), cake, on('08:00'))).toEqual(['morning open', 'evening open'])
  expect(states(shop(), cake, on('08:01'))).toEqual(['morning too-soon', 'evening open'])
})

test('[D09] same day is until the hour that the shop’s own clock shows, between midnight and half past five too', () => {
  expect(states(shop(), cake, on('13:59'))).toEqual(['morning too-soon', 'evening open'])
  expect(states(shop(), cake, on('14:00'))).toEqual(['morning too-soon', 'evening too-soon'])
  expect(states(shop(), cake, on('23:59'), '2026-11-24')).toEqual(['morning open', 'evening open'])
  // In UTC it is still the day before.
  expect(states(shop(), cake, on('00:30'))).toEqual(['morning open', 'evening open'])
  expect(states(shop(), cake, on('05:29'))).toEqual(['morning open', 'evening open'])
  expect(states(shop(), cake, on('00:30'), '2026-11-22')).toEqual(['morning too-soon', 'evening too-soon'])
})

test('[D09] lead time and busy hours put it off; the longer of lead time and cut-off counts', () => {
  expect(states(shop(), { ...cake, leadHours: 4 }, on('13:30'))).toEqual(['morning too-soon', 'evening open'])
  expect(states(shop(), { ...cake, leadHours: 5 }, on('13:30'))).toEqual(['morning too-soon', 'evening too-soon'])
  expect(states(shop({ busyHours: 3 }), { ...cake, leadHours: 2 }, on('13:30'))).toEqual(['morning too-soon', 'evening too-soon'])
  expect(states(shop(), { ...cake, leadHours: 24 }, on('09:00'), '2026-11-24')).toEqual(['morning open', 'evening open'])
  expect(states(shop(), { ...cake, leadHours: 24 }, on('09:01'), '2026-11-24')).toEqual(['morning too-soon', 'evening open'])
})

test('[D09] the lead time is real time when the clocks change in the night before', () => {
  const berlin = shop({ timeZone: 'Europe/Berlin' })
  // 20:00 in summer time; 09:00 the next morning is 14 hours later, since one comes twice.
  const evening = new Date('2026-10-24T18:00:00Z')
  expect(states(berlin, { ...cake, leadHours: 14 }, evening, '2026-10-25')).toEqual(['morning open', 'evening open'])
  expect(states(berlin, { ...cake, leadHours: 15 }, evening, '2026-10-25')).toEqual(['morning too-soon', 'evening open'])
  // In spring it is 12.
  expect(states(berlin, { ...cake, leadHours: 12 }, new Date('2026-03-28T19:00:00Z'), '2026-03-29')).toEqual([
    'morning open',
    'evening open',
  ])
  expect(states(berlin, { ...cake, leadHours: 13 }, new Date('2026-03-28T19:00:00Z'), '2026-03-29')[0]).toBe('morning too-soon')
})

test('[D09] what is taken, a day’s own capacity and the kitchen’s day decide what is left', () => {
  const [morning] = slotsOn(shop(), 'delivery', '2026-11-24')
  if (morning === undefined) throw new Error('no slot')
  const taken =
    (points: number, capacity: number | null = null): TakenOf =>
    (id) =>
      id === 'morning' ? { taken: points, capacity } : undefined
  expect(leftIn(shop(), morning, taken(7))).toBe(3)
  expect(leftIn(shop(), morning, taken(7, 5))).toBe(0)
  expect(leftIn(shop(), morning, taken(7, 20))).toBe(13)
  const all: TakenOf = () => ({ taken: 3, capacity: null })
  expect(leftIn(shop({ dayCapacity: 12 }), morning, all)).toBe(3)
  expect(leftIn(shop({ dayCapacity: 12, retired: ['noon'] }), morning, all)).toBe(0)
  expect(states(shop(), { ...cake, points: 4 }, on('07:00'), '2026-11-24', taken(7))).toEqual(['morning full', 'evening open'])
  expect(firstOpen(shop(), { ...cake, points: 4 }, taken(7), on('12:00'), 2).map(({ day, slot: { id } }) => `${day} ${id}`)).toEqual([
    '2026-11-23 evening',
    '2026-11-24 evening',
  ])
})

test('[D09] a slot is found on the days that can be ordered for, and no others', () => {
  const found = (slotId: string, day: string, mode: Need['mode'] = 'delivery') =>
    findSlotDay(shop(), mode, { slotId, day }, on('12:00'))?.slot.id
  expect(found('morning', '2026-11-26')).toBe('morning')
  expect(found('morning', '2026-11-27')).toBeUndefined()
  expect(found('morning', '2026-11-22')).toBeUndefined()
  expect(found('fetch', '2026-11-24')).toBeUndefined()
  expect(found('fetch', '2026-11-24', 'pickup')).toBe('fetch')
})
