import type { CouponInput } from '../../contract/coupon.ts'
import { SlotInput, type ZoneInput } from '../../contract/delivery.ts'
import type { Settings } from '../../contract/shop.ts'

/** Numbers of the right form that belong to nobody. */
export const demoFacts = {
  legalName: 'Cakewire Demo Bakery (not a real shop)',
  gstin: '29AAAAA0000A1ZY',
  fssai: '11200000000000',
} as const satisfies Partial<Settings>

export const demoZones: readonly ZoneInput[] = [
  { name: 'Bengaluru', pincodes: ['5600'], fee: 50, freeAbove: null, active: true },
  { name: 'Around Bengaluru', pincodes: ['5601', '5602', '5603', '5621'], fee: 120, freeAbove: 2500, active: true },
]

const slot = (name: string, mode: SlotInput['mode'], [starts, ends]: readonly [string, string], more: Partial<SlotInput> = {}) =>
  SlotInput.parse({ name, mode, starts, ends, capacity: 400, cutOffMinutes: 120, ...more })

/** Roomy enough for a bench or an afternoon of trying; the late one shows how a slot fills up. */
export const demoSlots: readonly SlotInput[] = [
  slot('Morning', 'delivery', ['09:00', '11:00']),
  slot('Midday', 'delivery', ['11:00', '14:00']),
  slot('Afternoon', 'delivery', ['14:00', '17:00']),
  slot('Evening', 'delivery', ['17:00', '20:00']),
  slot('Late evening', 'delivery', ['20:00', '22:00'], { capacity: 12, weekdays: [5, 6, 7] }),
  slot('Morning', 'pickup', ['10:00', '13:00'], { cutOffMinutes: 60 }),
  slot('Afternoon', 'pickup', ['13:00', '17:00'], { cutOffMinutes: 60 }),
  slot('Evening', 'pickup', ['17:00', '21:00'], { cutOffMinutes: 60 }),
]

export const demoClosedDay = { inDays: 9, note: 'Closed for the kitchen’s yearly cleaning' } as const

const coupon = { maxDiscount: null, minSubtotal: 0, startsAt: null, endsAt: null, most: null, mostEach: null, active: true }
export const demoCoupons: readonly CouponInput[] = [
  { ...coupon, code: 'WELCOME10', kind: 'percent', value: 10, maxDiscount: 150, mostEach: 1 },
  { ...coupon, code: 'SWEET100', kind: 'amount', value: 100, minSubtotal: 999, most: 500 },
  { ...coupon, code: 'FREEDEL', kind: 'free-delivery', value: 0 },
]
