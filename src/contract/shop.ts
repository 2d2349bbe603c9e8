import * as z from 'zod'

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
})
export type ShopInfo = z.infer<typeof ShopInfo>

export const Health = z.object({ message: z.literal('Backend is running'), status: z.enum(['ok', 'draining']), version: z.string() })
export const Ready = z.object({
  status: z.enum(['ready', 'not-ready']),
  /** What holds it up. */
  checks: z.object({ database: z.enum(['ok', 'down']), feed: z.enum(['ok', 'stalled', 'trigger-off']) }),
})
