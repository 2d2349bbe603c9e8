import * as z from 'zod'
import { isRupees } from '../domain/money.ts'
import { isMultiplier } from '../domain/price.ts'
import { countGraphemes, isPlainLine, isPlainText } from '../domain/text.ts'

/** The seed's 24 hex digits; random, so that one id tells nothing about another. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/, 'must be 24 hex digits')

/** Rupees with at most two decimals. */
export const Rupees = z.number().refine(isRupees, 'must be rupees with at most two decimals').meta({ minimum: 0, maximum: 1e7 })

/** A price factor with at most three decimals, above 0 and at most 100. */
export const Multiplier = z.number().refine(isMultiplier, 'must be above 0, at most 100, with at most three decimals')

/** The database's calendar has no year 0. */
export const HAS_YEAR = [/^(?!0000)/, 'must be in the year 1 or later'] as const

/** ISO 8601 UTC. */
export const Time = z.iso.datetime().regex(...HAS_YEAR)

/** A reader's characters, and code units enough for each: NFC may make more of them than came in. */
const fits = (text: string, min: number, max: number): boolean =>
  text.length <= max * 8 && countGraphemes(text) >= min && countGraphemes(text) <= max

/** One line of plain text of `min` to `max` characters as a reader counts them; spaces around it are dropped. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .max(max * 8)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => fits(text, min, max), `must have ${min} to ${max} characters`)
    .refine(isPlainLine, 'must be one line of plain text')

/** Plain text with line breaks, `min` to `max` characters. */
export const prose = (max: number, min = 0) =>
  z
    .string()
    .max(max * 8)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((text) => fits(text, min, max), `must have ${min} to ${max} characters`)
    .refine(isPlainText, 'must be plain text')

/** What somebody looks for, in a query string. */
export const Words = (max: number) => z.string().max(max).refine(isPlainText, 'must be plain text')

/** A flag in a query string. */
export const Flag = z.enum(['true', 'false']).transform((word) => word === 'true')

/** A whole number in a query string. */
export const Count = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be ${min} to ${max}`)

/** An amount of rupees in a query string. */
export const RupeesText = z
  .string()
  .regex(/^\d{1,8}(\.\d{1,2})?$/, 'must be rupees')
  .transform(Number)

export const DEFAULT_LIMIT = 24
export const MAX_LIMIT = 100
/** `limit` and `after` of every list; `after` is the opaque mark in the `Link: rel="next"` of the page before. */
export const Paging = {
  limit: Count(1, MAX_LIMIT).optional(),
  after: z
    .string()
    // Room for the longest name: a list can be ordered by it.
    .regex(/^[A-Za-z0-9_-]{1,3000}$/, 'must come from a Link header')
    .optional(),
}
