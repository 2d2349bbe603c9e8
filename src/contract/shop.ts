import * as z from 'zod'
import { PAYMENT_METHODS } from '../domain/payment-method.ts'
import { UPI_ID } from '../domain/upi.ts'
import { ClockTime, ClosedDay } from './delivery.ts'
import { line, Rupees } from './shared.ts'

export const SHOP_STATES = ['open', 'busy', 'paused'] as const
export type ShopState = (typeof SHOP_STATES)[number]

/** What every page needs to know of the shop. */
export const ShopInfo = z.object({
  name: z.string(),
  tagline: z.string(),
  /** IANA time zone; times on screen are the shop's. */
  timeZone: z.string(),
  phone: z.string(),
  address: z.string(),
  /** The demo bakery is loaded: its logins may be shown, and `/demo` works. */
  demo: z.boolean(),
  /** busy: orders are taken, but later than usual. paused: none are. Pushed live as entity `shop:1`. */
  state: z.enum(SHOP_STATES),
  stateNote: z.string(),
  /** Where no zone says otherwise. */
  deliveryFee: z.number(),
  /** null: never free. */
  freeDeliveryAbove: z.number().nullable(),
  sameDayUntil: ClockTime,
  /** There are slots to choose from. */
  slots: z.boolean(),
  fssai: z.string(),
  /** How an order can be paid now. */
  paymentMethods: z.array(z.enum(PAYMENT_METHODS)),
  version: z.int(),
})
export type ShopInfo = z.infer<typeof ShopInfo>

export const Health = z.object({ message: z.literal('Backend is running'), status: z.enum(['ok', 'draining']), version: z.string() })
export const Ready = z.object({
  status: z.enum(['ready', 'not-ready']),
  /** What holds it up. */
  checks: z.object({ database: z.enum(['ok', 'down']), feed: z.enum(['ok', 'stalled', 'trigger-off']) }),
})
export type Ready = z.infer<typeof Ready>

/** What the owner sets. `GET /api/admin/settings` answers all of it, with `version`. */
export const Settings = z.strictObject({
  name: line(80),
  tagline: line(120, 0),
  phone: line(30, 0),
  address: line(300, 0),
  /** IANA, as the server's platform knows them. */
  timeZone: z.string().max(60),
  deliveryFee: Rupees,
  freeDeliveryAbove: Rupees.nullable(),
  sameDayUntil: ClockTime,
  daysAhead: z.int().min(0).max(365),
  busyHours: z.int().min(0).max(72),
  /** Points a day over all slots; null: only the slots limit. */
  dayCapacity: z.int().min(0).max(1_000_000).nullable(),
  holdMinutes: z.int().min(1).max(60),
  legalName: line(120, 0),
  /** null: not registered, so no tax is printed. */
  gstin: z
    .string()
    .regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/, 'must be a GSTIN')
    .nullable(),
  fssai: z
    .string()
    .regex(/^\d{14}$/, 'must be 14 digits')
    .nullable(),
  stateCode: z.string().regex(/^\d{2}$/, 'must be a GST state code'),
  /** New reviews wait until staff looked at them. */
  reviewsFirstChecked: z.boolean(),
  /** Where UPI payments go; null: the shop takes none. */
  upiId: z.string().regex(UPI_ID, 'must be a UPI id such as cakes@bank').nullable(),
  /** Who is paid, as UPI apps show it; '': the shop's name. */
  upiName: line(80, 0),
  /** For so long an order waits to be paid. */
  payMinutes: z.int().min(5).max(1440),
  invoicePrefix: z.string().regex(/^[A-Z0-9]{1,3}$/, 'must be one to three letters or digits'),
})
export type Settings = z.infer<typeof Settings>
const word = z.string()
export const SettingsAnswer = z.object({
  ...Settings.shape,
  ...{ name: word, tagline: word, phone: word, address: word, legalName: word, upiName: word },
  version: z.int(),
})
export type SettingsAnswer = z.infer<typeof SettingsAnswer>
export const SettingsPatch = Settings.partial().extend({ version: z.int().min(1).optional() })
export type SettingsPatch = z.infer<typeof SettingsPatch>
export const SetShopState = z.strictObject({ state: z.enum(SHOP_STATES), note: line(200, 0).default('') })
export type SetShopState = z.infer<typeof SetShopState>
export const TaxRate = z.strictObject({
  hsn: z.string().regex(/^\d{4,8}$/),
  since: ClosedDay.shape.day,
  /** Percent. */ rate: z.number().min(0).max(100).multipleOf(0.01),
})
export type TaxRate = z.infer<typeof TaxRate>
/** `used`: orders were taxed by it, so it stays as it is. */
export const TaxRateAnswer = TaxRate.extend({ used: z.boolean() })
export type TaxRateAnswer = z.infer<typeof TaxRateAnswer>
