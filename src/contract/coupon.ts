import * as z from 'zod'
import { Id, Rupees, Time } from './shared.ts'

export const COUPON_KINDS = ['percent', 'amount', 'free-delivery'] as const
/** As a person types it: case and spaces do not matter. */
export const CouponCode = z
  .string()
  .max(60)
  .transform((text) => text.replace(/\s/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9-]{3,24}$/, 'must be 3 to 24 letters, digits or dashes'))

const Limit = z.int().min(0).max(1_000_000).nullable()
export const CouponInput = z
  .strictObject({
    code: CouponCode,
    kind: z.enum(COUPON_KINDS),
    /** Percent with at most two decimals, or rupees; 0 for free delivery. */
    value: z.number().min(0).max(10_000_000).multipleOf(0.01),
    /** The most that a percentage takes off; null: all of it. */
    maxDiscount: Rupees.nullable().default(null),
    minSubtotal: Rupees.default(0),
    startsAt: Time.nullable().default(null),
    endsAt: Time.nullable().default(null),
    /** How often in all, and by one person; null: any number. */
    most: Limit.default(null),
    mostEach: Limit.default(null),
    active: z.boolean().default(true),
  })
  .refine(({ kind, value }) => (kind === 'percent' ? value > 0 && value <= 100 : kind === 'amount' ? value > 0 : value === 0), {
    path: ['value'],
    message: 'must be up to 100 for a percentage, above 0 for an amount, 0 for free delivery',
  })
  .refine(({ startsAt, endsAt }) => startsAt === null || endsAt === null || startsAt < endsAt, {
    path: ['endsAt'],
    message: 'must be after the start',
  })
export type CouponInput = z.infer<typeof CouponInput>
/** Everything anew; `version`, or `If-Match`: only when it is still the one you saw. */
export const CouponChange = CouponInput.safeExtend({ version: z.int().min(1).optional() })
export const Coupon = z.object({
  _id: Id,
  code: z.string(),
  kind: z.enum(COUPON_KINDS),
  value: z.number(),
  maxDiscount: z.number().nullable(),
  minSubtotal: z.number(),
  startsAt: Time.nullable(),
  endsAt: Time.nullable(),
  most: z.int().nullable(),
  mostEach: z.int().nullable(),
  active: z.boolean(),
  /** Orders that stand with it. */
  used: z.int(),
  version: z.int(),
})
export type Coupon = z.infer<typeof Coupon>
