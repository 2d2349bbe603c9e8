import type * as z from 'zod'
import { ProductInput, ProductPatch } from '../../contract/product.ts'
import type { ImportRow } from '../../contract/product-file.ts'
import { Id } from '../../contract/shared.ts'
import { isField, readField } from './cells.ts'
import type { FileRow } from './read-file.ts'

export type RowIssue = ImportRow['issues'][number]

/** What a row says, as far as it can be judged without the catalogue. */
export type SaidRow = {
  readonly line: number
  readonly name: string
  readonly issues: readonly RowIssue[]
  /** A new product, or what is said of one that is there. */
  readonly says:
    | { readonly what: 'new'; readonly product: ProductInput }
    | { readonly what: 'known'; readonly id: string; readonly version: number; readonly fields: Partial<ProductInput> }
    /** Its issues say why. */
    | { readonly what: 'nothing'; readonly id: string | null }
}

const SOME = ProductPatch.omit({ version: true })

/** Judges a row by the product's own schemas. */
export function readRow({ line, cells, tooMany }: FileRow): SaidRow {
  const id = cells.get('id')?.trim() ?? ''
  const version = cells.get('version')?.trim() ?? ''
  const { values, issues } = readCells(cells)
  if (tooMany) issues.push({ column: '', message: 'has more cells than the header has columns' })
  if (id !== '' && !Id.safeParse(id).success)
    issues.push({ column: 'id', message: 'must be 24 hex digits, as exported; empty for a new product' })
  if (id !== '' && !/^\d{1,9}$/.test(version)) issues.push({ column: 'version', message: 'must be the version that was exported' })
  if (id === '' && version !== '') issues.push({ column: 'version', message: 'must be empty for a new product' })
  const read = (id === '' ? ProductInput : SOME).safeParse(values)
  // A cell that has not even its form has said why.
  const said = new Set(issues.map(({ column }) => column))
  if (!read.success) issues.push(...read.error.issues.map((issue) => toIssue(issue, values)).filter(({ column }) => !said.has(column)))
  const name = cells.get('name')?.trim() ?? ''
  if (issues.length > 0 || !read.success) return { line, name, issues, says: { what: 'nothing', id: Id.safeParse(id).success ? id : null } }
  if (id === '') return { line, name, issues, says: { what: 'new', product: read.data as ProductInput } }
  return { line, name, issues, says: { what: 'known', id, version: Number(version), fields: given(read.data) } }
}

function readCells(cells: FileRow['cells']) {
  const values: Record<string, unknown> = {}
  const issues: RowIssue[] = []
  for (const [column, cell] of cells) {
    if (!isField(column)) continue
    const read = readField(column, cell)
    if ('hint' in read) issues.push({ column, message: read.hint })
    else if (read.value !== undefined) values[column] = read.value
  }
  return { values, issues }
}

/** The place inside a cell is counted from 1, as its lines are. */
function toIssue({ path, message }: z.core.$ZodIssue, values: Readonly<Record<string, unknown>>): RowIssue {
  const [column = '', place] = path.map(String)
  if (!Object.hasOwn(values, column)) return { column, message: 'must be given for a new product' }
  return { column, message: place === undefined || !/^\d+$/.test(place) ? message : `line ${Number(place) + 1} of this cell ${message}` }
}

const given = (fields: Partial<{ [F in keyof ProductInput]: ProductInput[F] | undefined }>): Partial<ProductInput> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
