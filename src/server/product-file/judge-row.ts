import { isDeepStrictEqual } from 'node:util'
import { type AdminProduct, PRODUCT_FIELDS, type ProductInput } from '../../contract/product.ts'
import type { ImportRow } from '../../contract/product-file.ts'
import { checkProduct } from '../catalog/check-product.ts'
import { withPlan } from '../catalog/plan.ts'
import { fieldsOf } from '../catalog/product-row.ts'
import { conflictOf } from '../catalog/refuse-changed.ts'
import type { Tx } from '../db/database.ts'
import { Refusal } from '../refusal.ts'
import { writeField } from './cells.ts'
import type { RowIssue, SaidRow } from './read-row.ts'

/** What the catalogue knows of the rows of a file. */
export type Known = {
  readonly products: ReadonlyMap<string, AdminProduct>
  /** As each stood at the version that its row was exported at, where that is not the present one; see {@link baseKey}. */
  readonly bases: ReadonlyMap<string, AdminProduct>
}
export const baseKey = (id: string, version: number): string => `${id} ${version}`

/** What is to be written for a row, by the rules of every product, beside what is said of it. */
export type Judged = { readonly row: ImportRow; readonly before: AdminProduct | null; readonly wanted: ProductInput | null }

/** A row that was exported before somebody else saved is merged with theirs; where both changed a field it is bad. */
export async function judgeRow(tx: Tx, { line, name, issues, says }: SaidRow, { products, bases }: Known): Promise<Judged> {
  if (says.what === 'nothing') return bad({ line, id: says.id, name: name || (products.get(says.id ?? '')?.name ?? ''), issues })
  if (says.what === 'new') return await judge(tx, { line, name }, null, says.product)
  const { id, version, fields } = says
  const before = products.get(id)
  const no = (column: string, message: string) => bad({ line, id, name: name || (before?.name ?? ''), issues: [{ column, message }] })
  if (before === undefined) return no('id', 'is no product of this shop')
  if (before.archived) return no('id', 'is archived: put it back first')
  if (before.version === version) return await judge(tx, { line, name }, before, fields)
  const { conflicts, onlyYours, theirs } = conflictOf(bases.get(baseKey(id, version)) ?? null, fields, before)
  if (conflicts.length === 0) return await judge(tx, { line, name }, before, pick(fields, onlyYours))
  const stands = (field: keyof ProductInput) => JSON.stringify(writeField(theirs as unknown as ProductInput, field))
  const messages = conflicts.map(({ field }) => ({ column: field, message: `was changed meanwhile, and is ${stands(field)} now` }))
  return bad({ line, id, name: name || before.name, issues: messages })
}

type Place = { readonly line: number; readonly name: string }

async function judge(tx: Tx, { line, name }: Place, before: AdminProduct | null, said: Partial<ProductInput>): Promise<Judged> {
  const fields = before === null ? null : fieldsOf(before)
  const place = { line, id: before?._id ?? null, name: name || (before?.name ?? '') }
  try {
    const wanted = withPlan({ ...fields, ...said } as ProductInput, said)
    if (fields !== null && isDeepStrictEqual(wanted, fields))
      return { row: { ...place, fate: 'same', changes: [], issues: [] }, before, wanted: null }
    await checkProduct(tx, wanted, fields ?? undefined)
    const fate = before === null ? 'create' : 'change'
    return { row: { ...place, fate, changes: changesOf(fields, wanted), issues: [] }, before, wanted }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return bad({ ...place, issues: issuesOf(error) })
  }
}

const bad = (row: Omit<ImportRow, 'fate' | 'changes' | 'issues'> & { issues: readonly RowIssue[] }): Judged => ({
  row: { ...row, issues: [...row.issues], fate: 'bad', changes: [] },
  before: null,
  wanted: null,
})

const pick = (fields: Partial<ProductInput>, some: readonly (keyof ProductInput)[]): Partial<ProductInput> =>
  Object.fromEntries(some.map((field) => [field, fields[field]]))

function changesOf(before: ProductInput | null, after: ProductInput): ImportRow['changes'] {
  const cells = PRODUCT_FIELDS.map((field) => ({
    column: field,
    before: before === null ? '' : writeField(before, field),
    after: writeField(after, field),
  }))
  return cells.filter((cell) => cell.before !== cell.after)
}

function issuesOf({ code, message, details }: Refusal): RowIssue[] {
  if (code === 'picture.unknown') return [{ column: 'image', message: 'is no picture of this shop' }]
  const issues = (details.issues ?? [{ path: '', message }]) as readonly { path: string; message: string }[]
  return issues.map((issue) => ({ column: issue.path.replace(/^body\/?/, ''), message: issue.message }))
}
