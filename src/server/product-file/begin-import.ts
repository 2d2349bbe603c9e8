import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { ImportReport } from '../../contract/product-file.ts'
import type { Database, Tx } from '../db/database.ts'
import { newId } from '../new-id.ts'
import { claim, findAnswered } from '../orders/idempotency.ts'
import { Refusal, refuse } from '../refusal.ts'
import { findImport, findRunning, holdBeginning, insertBatch, insertImport, setState, toImport } from './imports.sql.ts'
import { inParts, type JudgedRow, judgeFile } from './judge-file.ts'
import { type Outcome, reportOf, reportOfJudged } from './report.ts'
import { sayImport } from './say-import.ts'

/** Rows of one batch, which is one transaction: who orders what it changes waits for no more than these. */
export const BATCH_ROWS = 100

export type Wish = {
  readonly by: string
  readonly bytes: Buffer
  /** What the file is called. */
  readonly name: string
  /** The same key and file are one import, however often they are sent. */
  readonly key: string | undefined
}

/** `begun`: an import, new or of the same key. Otherwise there is nothing to go on with. */
export type Beginning = { readonly begun: string } | { readonly over: Outcome }

export const hashOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

/**
 * Judges the whole file, and writes down batch by batch what is to be done: from here on nothing depends on who asked.
 * @throws Refusal `import.unreadable`, `import.too-large`, `key.reused`, `import.running` with the `import` that is
 */
export async function beginImport(db: Database, wish: Wish): Promise<Beginning> {
  const file = hashOf(wish.bytes)
  const ask = { scope: `${wish.by} POST /products/import`, request: { file: file.toString('hex') } }
  const begunBefore = async (): Promise<Beginning | null> => {
    const answer = wish.key === undefined ? null : await findAnswered<Kept>(db.read, { ...ask, key: wish.key })
    return answer === null ? null : toBeginning(answer)
  }
  const before = await begunBefore()
  if (before !== null) return before
  // A parallel request with the same key may have begun meanwhile; then what is in the way here is that one.
  const orBegun = async (other: () => Promise<Beginning> | Beginning) => (await begunBefore()) ?? (await other())
  try {
    await refuseSecond(db.read)
    const judged = await judgeFile(db, wish.bytes, file)
    if (judged.some(({ row }) => row.fate === 'bad'))
      return await orBegun(() => ({ over: { report: reportOfJudged(judged), refused: 'import.bad-rows' } }))
    return await db.transaction(async (tx) => {
      const { answer, keep } = await claim<Kept>(tx, { ...ask, key: wish.key, status: 200 })
      if (answer !== null) return toBeginning(answer)
      await holdBeginning(tx)
      await refuseSecond(tx)
      const id = await plan(tx, { ...wish, file }, judged)
      keep({ import: id })
      return { begun: id }
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return await orBegun(() => Promise.reject(error))
  }
}

/** What is kept for a key; before imports had batches it was the report. */
type Kept = { readonly import: string } | ImportReport

const toBeginning = (kept: Kept): Beginning =>
  'import' in kept ? { begun: kept.import } : { over: { report: reportOf(kept), refused: null } }

async function refuseSecond(read: Parameters<typeof findRunning>[0]): Promise<void> {
  const running = await findRunning(read)
  if (running !== null) refuse('import.running', { import: toImport(running) })
}

async function plan(tx: Tx, { by, name, file }: Wish & { file: Buffer }, judged: readonly JudgedRow[]): Promise<string> {
  const id = newId()
  const batches = inParts(judged, BATCH_ROWS)
  insertImport(tx, { id, by, name, file, total: judged.length, batches: batches.length })
  for (const [number, batch] of batches.entries()) {
    insertBatch(tx, id, number, { said: batch.map(({ said }) => said), rows: batch.map(({ row }) => row) })
    await turn()
  }
  const made = batches.length === 0 ? await setState(tx, id, 'done') : await findImport(tx, id)
  if (made === null) throw new Error('The import that was just written is not there')
  sayImport(tx, made)
  return id
}
