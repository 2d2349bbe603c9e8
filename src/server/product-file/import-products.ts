import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { ImportReport } from '../../contract/product-file.ts'
import { addProduct } from '../catalog/create-product.ts'
import { findProducts, findVersions, lockProducts } from '../catalog/products.sql.ts'
import { writeChange } from '../catalog/update-product.ts'
import type { Database, Tx } from '../db/database.ts'
import { claim } from '../orders/idempotency.ts'
import { refuse } from '../refusal.ts'
import { baseKey, type Judged, judgeRow, type Known } from './judge-row.ts'
import { readFile } from './read-file.ts'
import { readRow, type SaidRow } from './read-row.ts'

type Wish = { readonly dryRun: boolean; readonly key: string | undefined }

/**
 * Brings a file of products into the catalogue: all of it, or nothing when a row is bad. A row without an id is a new product; one with
 * an id sets what its cells say; what is not in the file stays.
 * @returns what became of each row; with `dryRun` what would
 * @throws Refusal `import.bad-rows` with the report, `import.unreadable` with `{line, why}`, `import.too-large`, `key.reused`
 */
export async function importProducts(db: Database, by: string, bytes: Buffer, { dryRun, key }: Wish): Promise<ImportReport> {
  const said = refuseTwice(await readRows(bytes))
  if (dryRun) return await db.transaction(async (tx) => report(await judgeAll(tx, said, findProducts), false))
  const file = createHash('sha256').update(bytes).digest('hex')
  return await db.transaction(async (tx) => {
    const { answer, keep } = await claim<ImportReport>(tx, { scope: `${by} POST /products/import`, key, request: { file }, status: 200 })
    if (answer !== null) return answer
    const judged = await judgeHeld(tx, said)
    const told = report(judged, true)
    refuseBad(told)
    for (const { before, wanted } of judged) {
      if (wanted === null) continue
      if (before === null) await addProduct(tx, by, wanted)
      else await writeChange(tx, by, before, wanted)
    }
    keep(told)
    return told
  })
}

function refuseBad(told: ImportReport): void {
  if (told.counts.bad > 0) refuse('import.bad-rows', { report: { ...told, done: false } })
}

const AT_ONCE = 50

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

type Find = typeof lockProducts

async function judgeAll(tx: Tx, rows: readonly SaidRow[], find: Find): Promise<Judged[]> {
  const known = await knownOf(tx, rows, find)
  const judged: Judged[] = []
  for (const row of rows) judged.push(await judgeRow(tx, row, known))
  return judged
}

/** Locks only what the file changes, and judges that again as it stands then: whoever buys the rest does not wait. */
async function judgeHeld(tx: Tx, rows: readonly SaidRow[]): Promise<Judged[]> {
  const judged = await judgeAll(tx, rows, findProducts)
  refuseBad(report(judged, false))
  const changing = new Set(judged.filter(({ row }) => row.fate === 'change').map(({ row }) => row.line))
  const held = await judgeAll(
    tx,
    rows.filter(({ line }) => changing.has(line)),
    lockProducts,
  )
  const byLine = new Map(held.map((each) => [each.row.line, each]))
  return judged.map((each) => byLine.get(each.row.line) ?? each)
}

async function knownOf(tx: Tx, rows: readonly SaidRow[], find: Find): Promise<Known> {
  const ids = rows.map(idOf).filter((id) => id !== null)
  const products = new Map((await find(tx, ids)).map((product) => [product._id, product]))
  const seen = rows.flatMap(({ says }) => (says.what === 'known' ? [{ id: says.id, version: says.version }] : []))
  const stale = seen.filter(({ id, version }) => products.get(id)?.version !== version)
  const bases = await findVersions(tx, stale)
  return { products, bases: new Map(bases.map((base) => [baseKey(base._id, base.version), base])) }
}

function report(judged: readonly Judged[], done: boolean): ImportReport {
  const rows = judged.map(({ row }) => row)
  const counts = { bad: 0, create: 0, change: 0, same: 0 }
  for (const { fate } of rows) counts[fate]++
  return { done, counts, rows }
}
