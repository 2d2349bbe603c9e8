import type { ImportRow } from '../../contract/product-file.ts'
import { addProduct } from '../catalog/create-product.ts'
import { lockProducts } from '../catalog/products.sql.ts'
import { writeChange } from '../catalog/update-product.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { isAway, withoutRow } from '../http/problem.ts'
import { Refusal, refuse } from '../refusal.ts'
import { advance, lockImport, type Made, readBatch, type StoredImport, saveBatch, setState } from './imports.sql.ts'
import { countFates, judgeRows, wordsOf } from './judge-file.ts'
import type { Judged } from './judge-row.ts'
import type { SaidRow } from './read-row.ts'
import { sayImport } from './say-import.ts'

/**
 * Writes the next batch of an import: its products, how far the import is and the news of both in one transaction, so that a batch is there
 * once, whoever goes on with it and however often. Two who do so at once take turns. A batch that cannot be written stops the import: tried
 * again for ever it would keep all others waiting.
 * @returns the import after it; one that is over stays as it is
 * @throws Refusal `import.not-found`; what may be over in a moment
 */
export async function writeBatch({ db, log }: Pick<Deps, 'db' | 'log'>, id: string): Promise<StoredImport> {
  try {
    return await db.transaction((tx) => writeNext(tx, id))
  } catch (error) {
    if (error instanceof Refusal || isAway(error)) throw error
    log.error(
      { err: error instanceof Error ? withoutRow(error) : error, import: id },
      'an import of products could not be written and was stopped',
    )
    return await db.transaction((tx) => giveUp(tx, id))
  }
}

async function writeNext(tx: Tx, id: string): Promise<StoredImport> {
  const stored = (await lockImport(tx, id)) ?? refuse('import.not-found')
  if (stored.state !== 'running') return stored
  const { said, rows } = await readBatch(tx, id, stored.nextBatch)
  const { rows: became, made } = await writeRows(tx, stored.by, said, rows)
  saveBatch(tx, id, stored.nextBatch, became, made)
  const after = await advance(tx, id, countFates(became))
  sayImport(tx, after)
  return after
}

/** Its report says of which rows one cannot be written. */
async function giveUp(tx: Tx, id: string): Promise<StoredImport> {
  const stored = (await lockImport(tx, id)) ?? refuse('import.not-found')
  if (stored.state !== 'running') return stored
  const { rows } = await readBatch(tx, id, stored.nextBatch)
  const issues = [{ column: '', message: `this row, or one of the ${rows.length} around it, could not be written` }]
  saveBatch(
    tx,
    id,
    stored.nextBatch,
    rows.map((row) => ({ ...row, issues })),
    [],
  )
  const after = await setState(tx, id, 'stopped')
  sayImport(tx, after)
  return after
}

/** Locks what the rows change and judges them again as it stands now: one that clashes with what was saved meanwhile is bad, the others are written. */
async function writeRows(tx: Tx, by: string | null, said: readonly SaidRow[], rows: readonly ImportRow[]) {
  const open = new Set(rows.filter(({ fate }) => fate !== 'same').map(({ line }) => line))
  const wanted = said.filter(({ line }) => open.has(line))
  const judged = await judgeRows(tx, wanted, { find: lockProducts, made: new Map() })
  const made: Made[] = []
  for (const [place, each] of judged.entries()) {
    const id = await write(tx, by, each)
    if (id !== null) made.push({ words: wordsOf(wanted[place] as SaidRow) ?? '', id })
  }
  const became = new Map(judged.map(({ row }) => [row.line, row]))
  return { rows: rows.map((row) => became.get(row.line) ?? row), made }
}

/** @returns the product that it made */
async function write(tx: Tx, by: string | null, { before, wanted }: Judged): Promise<string | null> {
  if (wanted === null) return null
  if (before === null) return (await addProduct(tx, by, wanted))._id
  await writeChange(tx, by, before, wanted)
  return null
}
