import { expect, test } from 'vitest'
import type { SlotGrid, SlotOffer } from '../../contract/delivery.ts'
import { applyNews, placesIn, placesOn } from './apply-news.ts'

const offer = (slotId: string, left: number, state: SlotOffer['state'] = 'open'): SlotOffer => ({
  slotId,
  day: '2026-11-28',
  name: '',
  starts: '10:00',
  ends: '12:00',
  left,
  state,
})
const grid = (...slots: SlotOffer[]): SlotGrid => ({
  mode: 'delivery',
  zone: null,
  points: 3,
  days: [{ day: '2026-11-28', closed: '', slots }],
  earliest: slots[0] ?? null,
  now: '2026-11-27T05:00:00.000Z',
})
const states = ({ days }: SlotGrid) => days.flatMap(({ slots }) => slots.map(({ state }) => state))

test('a slot is full once fewer points are left than the cart takes, and opens again when they come back', () => {
  const shown = grid(offer('a', 9), offer('b', 0, 'full'), offer('c', 0, 'too-soon'))
  const news = new Map([
    ['a 2026-11-28', { day: '2026-11-28', left: 2 }],
    ['b 2026-11-28', { day: '2026-11-28', left: 3 }],
    ['c 2026-11-28', { day: '2026-11-28', left: 9 }],
  ])
  const now = applyNews(shown, news, null)
  expect(states(now)).toEqual(['full', 'open', 'too-soon'])
  expect(now.earliest?.slotId).toBe('b')
})

test('what is kept for who looks is not full for them', () => {
  const shown = grid(offer('a', 3))
  const now = applyNews(shown, new Map([['a 2026-11-28', { day: '2026-11-28', left: 0 }]]), { slotId: 'a', day: '2026-11-28' })
  expect(states(now)).toEqual(['open'])
})

test('places are whole orders', () => {
  expect([placesIn({ left: 8 }, 3), placesIn({ left: 2 }, 3), placesIn({ left: 4 }, 0)]).toEqual([2, 0, 4])
})

test('a day has room for what its open slots take together, and no more than the kitchen does; news of any slot tell what that is', () => {
  const shown = grid(offer('a', 7), offer('b', 4), offer('c', 9, 'too-soon'))
  const [day] = shown.days
  if (day === undefined) throw new Error('no day')
  expect([placesOn(day, 3), placesOn(day, 0), placesOn({ ...day, kitchen: 8 }, 3), placesOn({ ...day, kitchen: 2 }, 3)]).toEqual([
    3, 11, 2, 0,
  ])
  const news = new Map([
    ['a 2026-11-28', { day: '2026-11-28', left: 6, kitchen: 6 }],
    ['b 2026-11-28', { day: '2026-11-28', left: 3, kitchen: 3 }],
  ])
  expect(applyNews(shown, news, null).days[0]).toMatchObject({ kitchen: 3 })
})
