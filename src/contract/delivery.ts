import * as z from 'zod'
import { LineInput, MAX_LINES } from './cart.ts'
import { Count, HAS_YEAR, Id, line, Rupees, Time, Words } from './shared.ts'

export const MODES = ['delivery', 'pickup'] as const
export type Mode = (typeof MODES)[number]
export const Pincode = z.string().regex(/^[1-9]\d{5}$/, 'must be a pincode of six digits')
/** A day of the shop's calendar, in its time zone; never an instant. */
export const Day = z.iso.date().regex(...HAS_YEAR)
/** `14:00`, by the shop's clock. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 14:00')
/** ISO: 1 is Monday. */
export const Weekday = z.int().min(1).max(7)
export const Points = z.int().min(0).max(100_000)

export const ZoneInput = z.strictObject({
  name: line(80),
  /** Whole pincodes, or how they begin (`5600`); the longest that fits decides. */
  pincodes: z.array(z.string().regex(/^[1-9]\d{1,5}$/, 'must be a pincode or the beginning of one')).max(2000),
  fee: Rupees,
  /** null: as the shop's. */
  freeAbove: Rupees.nullable().default(null),
  active: z.boolean().default(true),
})
export type ZoneInput = z.infer<typeof ZoneInput>
export const Zone = z.object({
  _id: Id,
  name: z.string(),
  pincodes: z.array(z.string()),
  fee: z.number(),
  freeAbove: z.number().nullable(),
  active: z.boolean(),
  version: z.int(),
})
export type Zone = z.infer<typeof Zone>

export const SlotInput = z.strictObject({
  name: line(40, 0).default(''),
  mode: z.enum(MODES),
  starts: ClockTime,
  ends: ClockTime,
  weekdays: z.array(Weekday).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  capacity: Points,
  cutOffMinutes: z.int().min(0).max(10_080).default(60),
  active: z.boolean().default(true),
})
export type SlotInput = z.infer<typeof SlotInput>
export const Slot = z.object({
  _id: Id,
  name: z.string(),
  mode: z.enum(MODES),
  starts: z.string(),
  ends: z.string(),
  weekdays: z.array(z.int()),
  capacity: z.int(),
  cutOffMinutes: z.int(),
  active: z.boolean(),
  version: z.int(),
})
export type Slot = z.infer<typeof Slot>

const seen = { version: z.int().min(1).optional() }
/** Everything anew; `version`, or `If-Match`: only when it is still the one you saw. */
export const ZoneChange = ZoneInput.extend(seen)
export const SlotChange = SlotInput.extend(seen)

export const ClosedDay = z.strictObject({ day: Day, note: line(80, 0).default('') })
export type ClosedDay = z.infer<typeof ClosedDay>

/** `orders`: how many that are not cancelled are due on it. */
export const ClosedDayAnswer = z.object({ day: z.string(), note: z.string(), orders: z.int() })
export type ClosedDayAnswer = z.infer<typeof ClosedDayAnswer>

/** null: as the slot has it on other days. */
export const DayCapacity = z.strictObject({ capacity: Points.nullable() })
/** A day as who plans it sees it. `closed`: the note of a closed day, null when the shop opens. */
export const PlannedDay = z.object({
  day: z.string(),
  closed: z.string().nullable(),
  /** Points over all slots; null: only the slots limit. */
  capacity: z.int().nullable(),
  taken: z.int(),
  slots: z.array(
    z.object({
      slotId: Id,
      name: z.string(),
      mode: z.enum(MODES),
      starts: z.string(),
      ends: z.string(),
      capacity: z.int(),
      /** Set for this day alone. */ own: z.boolean(),
      taken: z.int(),
    }),
  ),
})
export type PlannedDay = z.infer<typeof PlannedDay>
export const PlanQuery = z.strictObject({ from: Day.optional(), days: Count(1, 31).optional() })

/** Whether a slot of a day can be had. `too-soon`: its cut-off or the cakes' lead time has passed. */
export const SLOT_STATES = ['open', 'full', 'too-soon'] as const
export const SlotOffer = z.object({
  slotId: Id,
  day: z.string(),
  name: z.string(),
  starts: z.string(),
  ends: z.string(),
  /** Points left. */
  left: z.int(),
  state: z.enum(SLOT_STATES),
})
export type SlotOffer = z.infer<typeof SlotOffer>
/** Points that the kitchen can still do that day over all slots; left out: only the slots limit. */
const kitchen = z.int().optional()
/** A day of the grid; `closed` says why there is none, '' when the shop opens. */
export const SlotDay = z.object({ day: z.string(), closed: z.string(), kitchen, slots: z.array(SlotOffer) })
export type SlotDay = z.infer<typeof SlotDay>

/** What an order wants of time: a slot on a day. */
export const SlotChoice = z.strictObject({ slotId: Id, day: Day })
export type SlotChoice = z.infer<typeof SlotChoice>

export const SlotQuery = z.strictObject({
  mode: z.enum(MODES).default('delivery'),
  pincode: Pincode.optional(),
  /** Asks for one piece of this product instead of the viewer's cart; in this size, or its first. */
  product: Id.optional(),
  size: Words(40).optional(),
  /** Left out: today, by the shop's calendar. */
  from: Day.optional(),
  days: Count(1, 31).default(14),
})
export type SlotQuery = z.infer<typeof SlotQuery>

/**
 * `GET /api/slots?mode=delivery&pincode=560001&from=2026-11-23&days=14`: what the viewer's own cart could be delivered in.
 * With `product`: one piece of it instead; `days` is empty while it cannot be ordered. `points` is what that takes, `zone` that of the pincode: null for pickup, without a pincode, and in a shop without zones. Where the
 * shop does not deliver `days` is empty.
 */
export const SlotGrid = z.object({
  mode: z.enum(MODES),
  zone: z.object({ _id: Id, name: z.string(), fee: z.number(), freeAbove: z.number().nullable() }).nullable(),
  points: z.int(),
  days: z.array(SlotDay),
  /** The first that is open, of all days. */
  earliest: SlotOffer.nullable(),
  /** The server's clock; countdowns go by it. */
  now: Time,
})
export type SlotGrid = z.infer<typeof SlotGrid>

/** `POST /api/holds`: without `slot` only the pieces are kept, without `items` those of the viewer's cart. A new hold replaces the one before. */
export const HoldRequest = z.strictObject({
  mode: z.enum(MODES).default('delivery'),
  pincode: Pincode.optional(),
  slot: SlotChoice.optional(),
  items: z.array(LineInput).max(MAX_LINES).optional(),
})
export type HoldRequest = z.infer<typeof HoldRequest>

/** What a checkout keeps for its buyer. */
export const Hold = z.object({
  _id: Id,
  slotId: Id.nullable(),
  day: z.string().nullable(),
  points: z.int(),
  expiresAt: Time,
  /** How often it may still be extended. */
  extensionsLeft: z.int(),
  now: Time,
})
export type Hold = z.infer<typeof Hold>
/** `hold` null: nothing is kept for the viewer. */
export const CurrentHold = z.object({ hold: Hold.nullable(), now: Time })
export type CurrentHold = z.infer<typeof CurrentHold>

/** Pushed to everybody when points of a slot's day are taken or given back: entity `slot:<id>:<day>`. */
export const SlotNews = z.object({ slotId: Id, day: z.string(), left: z.int(), kitchen })
export type SlotNews = z.infer<typeof SlotNews>

/**
 * `GET /api/slots/openings`: all that it takes to say of any cake when it could be delivered at the earliest, the same for everybody. With
 * `slot_updated` it stays exact until the shop has a newer `version`; then it is asked for anew.
 */
export const Openings = z.object({
  /** The shop's, whose rules these are. */
  version: z.int(),
  timeZone: z.string(),
  sameDayUntil: z.string(),
  daysAhead: z.int(),
  /** How much later than usual; 0 when it is not busy. */
  busyHours: z.int(),
  /** `left`: points of a day of which `days` tells nothing. */
  slots: z.array(
    z.object({ slotId: Id, starts: z.string(), ends: z.string(), weekdays: z.array(z.int()), cutOffMinutes: z.int(), left: z.int() }),
  ),
  closed: z.array(z.string()),
  /** Where points are taken or a day has a capacity of its own; `version` as the `rev` of its news. */
  days: z.array(z.object({ slotId: Id, day: z.string(), left: z.int(), version: z.int() })),
  now: Time,
})
export type Openings = z.infer<typeof Openings>
