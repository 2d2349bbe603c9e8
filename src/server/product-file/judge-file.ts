import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { ImportCounts } from '../../contract/product-file.ts'
import { findProducts, findVersions, type lockProducts } from '../catalog/products.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { findMade } from './imports.sql.ts'
import { baseKey, type Judged, judgeRow, type Known } from './judge-row.ts'
import { readFile } from './read-file.ts'
import { readRow, type SaidRow } from './read-row.ts'

/** Rows that are read, judged or put into words between two other things. */
const AT_ONCE = 25
/** Rows of one transaction. */
const TOGETHER = 100

/** A row and what would become of it. */
export type JudgedRow = { readonly said: SaidRow; readonly row: Judged['row'] }

/**
 * Judges every row as the catalogue is now, in many short transactions: nothing is held, and nothing written.
 * @param file its hash: what this very file made before, or rows of one that was not written to its end, is not made again while it is there
 * @throws Refusal `import.unreadable` with `{line, why}`, `import.too-large`
 */
export async function judgeFile(db: Database, bytes: Buffer, file: Buffer): Promise<JudgedRow[]> {
  const said = refuseTwice(await readRows(bytes))
  const made = await madeBefore(db, said, file)
  const judged: JudgedRow[] = []
  for (const some of inParts(said, TOGETHER)) {
    const rows = await db.transaction((tx) => judgeRows(tx, some, { find: findProducts, made }))
    for (const [place, { row }] of rows.entries()) judged.push({ said: some[place] as SaidRow, row })
  }
  return judged
}

/** @returns products by the line that would make them again. Rows that say the same are as many products. */
async function madeBefore(db: Database, said: readonly SaidRow[], file: Buffer): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<string, string[]>()
  for (const { words, id } of await findMade(db.read, file)) ids.set(words, [...(ids.get(words) ?? []), id])
  const made = new Map<number, string>()
  if (ids.size === 0) return made
  for (const [place, row] of said.entries()) {
    const words = wordsOf(row)
    const id = words === null ? undefined : ids.get(words)?.pop()
    if (id !== undefined) made.set(row.line, id)
    if (place % AT_ONCE === 0) await turn()
  }
  return made
}

/** A digest of what a row says of a new product; null: of none. */
export const wordsOf = ({ says }: SaidRow): string | null =>
  says.what === 'new' ? createHash('sha256').update(JSON.stringify(says.product)).digest('base64url') : null

type How = {
  /** Whether they are locked. */
  readonly find: typeof findProducts | typeof lockProducts
  /** Products by the line that made them. */
  readonly made: ReadonlyMap<number, string>
}

export async function judgeRows(tx: Tx, said: readonly SaidRow[], { find, made }: How): Promise<Judged[]> {
  const known = await knownOf(tx, said, find)
  const judged: Judged[] = []
  for (const [place, row] of said.entries()) {
    const id = row.says.what === 'new' ? made.get(row.line) : undefined
    judged.push(id === undefined ? await judgeRow(tx, row, known) : isThere(row, id))
    if (place % AT_ONCE === 0) await turn()
  }
  return judged
}

const isThere = ({ line, name }: SaidRow, id: string): Judged => ({
  row: { line, fate: 'same', id, name, changes: [], issues: [] },
  before: null,
  wanted: null,
})

async function readRows(bytes: Buffer): Promise<SaidRow[]> {
  const said: SaidRow[] = []
  for (const row of await readFile(bytes)) {
    said.push(readRow(row))
    if (said.length % AT_ONCE === 0) await turn()
  }
  return said
}

const idOf = ({ says }: SaidRow): string | null => (says.what === 'new' ? null : says.id)

/** A product can be in a file once. */
function refuseTwice(rows: readonly SaidRow[]): SaidRow[] {
  const first = new Map<string, number>()
  return rows.map((row) => {
    const id = idOf(row)
    const before = id === null ? undefined : first.get(id)
    if (id !== null && before === undefined) first.set(id, row.line)
    if (before === undefined) return row
    return { ...row, issues: [...row.issues, { column: 'id', message: `is in line ${before} already` }], says: { what: 'nothing', id } }
  })
}

async function knownOf(tx: Tx, rows: readonly SaidRow[], find: How['find']): Promise<Known> {
  const ids = rows.map(idOf).filter((id) => id !== null)
  const products = new Map((await find(tx, ids)).map((product) => [product._id, product]))
  const seen = rows.flatMap(({ says }) => (says.what === 'known' ? [{ id: says.id, version: says.version }] : []))
  const stale = seen.filter(({ id, version }) => products.get(id)?.version !== version)
  const bases = await findVersions(tx, stale)
  return { products, bases: new Map(bases.map((base) => [baseKey(base._id, base.version), base])) }
}

export function countFates(rows: readonly Judged['row'][]): ImportCounts {
  const counts = { bad: 0, left: 0, create: 0, change: 0, same: 0 }
  for (const { fate } of rows) counts[fate]++
  const { left: _, ...others } = counts
  return others
}

export const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, place) => all.slice(place * size, (place + 1) * size))
