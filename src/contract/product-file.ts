import * as z from 'zod'
import { Flag, Id } from './shared.ts'

/** Of one file. */
export const FILE_BYTES = 5_000_000
export const FILE_ROWS = 5000

export const ExportQuery = z.strictObject({
  /** With a byte-order mark, by which spreadsheets know UTF-8. */
  bom: Flag.optional(),
})
export const ImportQuery = z.strictObject({
  /** Nothing is written: the answer says what would be. */
  dryRun: z
    .enum(['1', '0', 'true', 'false'])
    .transform((word) => word === '1' || word === 'true')
    .optional(),
})

/** What becomes of a row. */
export const ROW_FATES = ['bad', 'create', 'change', 'same'] as const

export const ImportRow = z.object({
  /** Where the row begins, from 1, as an editor of plain text counts. */
  line: z.int(),
  fate: z.enum(ROW_FATES),
  /** null: a product that is new. */
  id: Id.nullable(),
  name: z.string(),
  /** Cell by cell, as an export would write them; `before` is empty where the product is new. */
  changes: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
  /** Why it is bad; an empty column: the row as a whole. */
  issues: z.array(z.object({ column: z.string(), message: z.string() })),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportReport = z.object({
  /** False: nothing was written. */
  done: z.boolean(),
  counts: z.object({ bad: z.int(), create: z.int(), change: z.int(), same: z.int() }),
  rows: z.array(ImportRow),
})
export type ImportReport = z.infer<typeof ImportReport>
