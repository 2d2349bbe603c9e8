import { expect, test } from 'vitest'
import type { SlotGrid, SlotOffer } from '../../contract/delivery.ts'
import { promiseOf } from './promise.ts'

const slot = (day: string, state: SlotOffer['state']) => ({
  slotId: 'a'.repeat(24),
  day,
  name: '',
  starts: '10:00',
  ends: '12:00',
  left: 4,
  state,
})
const day = (day: string, ...states: SlotOffer['state'][]) => ({ day, closed: '', slots: states.map((state) => slot(day, state)) })
const grid = (...days: SlotGrid['days']): SlotGrid => ({
  mode: 'delivery',
  zone: null,
  points: 1,
  days,
  earliest: null,
  // 23 November, 00:30 in India; still the 22nd in London.
  now: '2026-11-22T19:00:00.000Z',
})
const shop = { timeZone: 'Asia/Kolkata' }

test('today is the shop’s, and its promise counts the times that can be had', () => {
  const now = promiseOf(grid(day('2026-11-23', 'too-soon', 'open', 'full', 'open'), day('2026-11-24', 'open')), shop)
  expect(now).toMatchObject({ isToday: true, open: 2 })
})

test('when today is over the next day is promised; when nothing is free, nothing', () => {
  expect(promiseOf(grid(day('2026-11-23', 'too-soon'), day('2026-11-24', 'open')), shop)).toMatchObject({ isToday: false, open: 1 })
  expect(promiseOf(grid(day('2026-11-23', 'full')), shop)).toBeNull()
})
