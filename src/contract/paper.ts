import * as z from 'zod'
import { PAPER_KINDS } from '../domain/paper-number.ts'
import { Time } from './shared.ts'

/** One line of a paper; money in rupees, `rate` in percent. */
export const PaperLine = z.object({
  name: z.string(),
  /** Size, flavour and the like, in words. */
  options: z.string(),
  /** null: no food, as delivery is none. */
  eggless: z.boolean().nullable(),
  hsn: z.string(),
  quantity: z.int(),
  price: z.number(),
  discount: z.number(),
  rate: z.number(),
  taxable: z.number(),
  cgst: z.number(),
  sgst: z.number(),
  igst: z.number(),
  total: z.number(),
})
export type PaperLine = z.infer<typeof PaperLine>

/** What a paper said when it was issued. It never changes, but for the reason. */
export const PaperBody = z.object({
  /** Without a tax registration a sale has a bill, which shows no tax. */
  title: z.enum(['Tax invoice', 'Bill', 'Credit note']),
  orderNumber: z.string(),
  /** The day by the shop's clock, `2026-03-31`. */
  day: z.string(),
  timeZone: z.string(),
  seller: z.object({
    name: z.string(),
    address: z.string(),
    phone: z.string(),
    gstin: z.string().nullable(),
    fssai: z.string().nullable(),
    stateCode: z.string(),
  }),
  /** GST code of the state in which it is handed over. */
  placeOfSupply: z.string(),
  lines: z.array(PaperLine),
  taxable: z.number(),
  cgst: z.number(),
  sgst: z.number(),
  igst: z.number(),
  total: z.number(),
  totalInWords: z.string(),
  /** On a credit note: the invoice that it takes back, and why; no reason once the buyer asked to be forgotten. */
  against: z.object({ number: z.string(), day: z.string(), reason: z.string() }).nullable(),
})
export type PaperBody = z.infer<typeof PaperBody>

export const PaperBuyer = z.object({ name: z.string(), address: z.string() })
export type PaperBuyer = z.infer<typeof PaperBuyer>

export const Paper = PaperBody.extend({
  kind: z.enum(PAPER_KINDS),
  number: z.string(),
  issuedAt: Time,
  /** null: the buyer asked to be forgotten. */
  buyer: PaperBuyer.nullable(),
})
export type Paper = z.infer<typeof Paper>
