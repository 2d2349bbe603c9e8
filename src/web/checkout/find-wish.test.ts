import { expect, test } from 'vitest'
import type { Mode, SlotGrid } from '../../contract/delivery.ts'
import { findWish, type Wish } from './find-wish.ts'

const FRIDAY = '2026-11-27'
const SATURDAY = '2026-11-28'
const wish = (slotId: string, day = SATURDAY, starts = '16:00', ends = '18:00'): Wish => ({ slotId, day, starts, ends })
const offering = (mode: Mode, ...wishes: Wish[]): SlotGrid => ({
  mode,
  zone: null,
  points: 1,
  days: [FRIDAY, SATURDAY].map((on) => ({
    day: on,
    closed: '',
    slots: wishes.filter(({ day }) => day === on).map((each) => ({ ...each, name: '', left: 0, state: 'full' as const })),
  })),
  earliest: null,
  now: '2026-11-26T05:00:00.000Z',
})
const none = { delivery: null, pickup: null }

test('what the buyer chose of a mode’s times is found as long as it is offered, full or not', () => {
  const delivery = wish('brought')
  expect(findWish(offering('delivery', wish('brought', FRIDAY), delivery), { ...none, delivery })?.offer).toMatchObject(delivery)
  expect(findWish(offering('delivery', wish('brought', FRIDAY)), { ...none, delivery })).toEqual({ wish: delivery, offer: undefined })
  expect(findWish(offering('delivery', delivery), none)).toBeNull()
})

test('in the other mode it is the same hours of the same day, unless the buyer chose there too', () => {
  const delivery = wish('brought')
  const fetched = wish('fetched')
  const pickup = wish('early', FRIDAY, '10:00', '11:00')
  const grid = offering('pickup', pickup, wish('fetched', FRIDAY), wish('longer', SATURDAY, '16:00', '20:00'), fetched)
  expect(findWish(grid, { ...none, delivery })?.offer).toMatchObject(fetched)
  expect(findWish(grid, { delivery, pickup })?.offer).toMatchObject(pickup)
  expect(findWish(offering('pickup', pickup), { ...none, delivery })).toEqual({ wish: delivery, offer: undefined })
})
