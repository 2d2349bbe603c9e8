import * as z from 'zod'
import { Flag, Id, line, Time } from './shared.ts'

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
  /** What the file is called, for who sees its import. */
  name: line(120, 0).optional(),
})

/** What becomes of a row. `left`: it was not written, since the import was stopped before it. */
export const ROW_FATES = ['bad', 'left', 'create', 'change', 'same'] as const

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

const Counts = z.object({ bad: z.int(), create: z.int(), change: z.int(), same: z.int() })

export const ImportReport = z.object({
  /** False: nothing was written, or not all of it; `left` says how many rows were not. */
  done: z.boolean(),
  counts: Counts.extend({ left: z.int().optional() }),
  rows: z.array(ImportRow),
})
export type ImportReport = z.infer<typeof ImportReport>

/** Of an import that has begun. `running` also while nobody works on it: it will be gone on with. */
export const IMPORT_STATES = ['running', 'stopped', 'done'] as const

/** How far an import is, told after each batch. */
export const ProductImport = z.object({
  _id: Id,
  /** '' when nobody said. */
  name: z.string(),
  state: z.enum(IMPORT_STATES),
  /** Rows of the file. */
  total: z.int(),
  /** What became of those that it is through with. */
  counts: Counts,
  startedAt: Time,
  updatedAt: Time,
  version: z.int(),
})
export type ProductImport = z.infer<typeof ProductImport>
export type ImportCounts = ProductImport['counts']

export const ImportParams = z.strictObject({ id: Id })

/** How many rows it is through with. */
export const settledOf = ({ bad, create, change, same }: ImportCounts): number => bad + create + change + same
