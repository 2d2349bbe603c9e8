import { setImmediate as turn } from 'node:timers/promises'
import { type ImportReport, type ImportRow, settledOf } from '../../contract/product-file.ts'
import type { RefusalCode } from '../../contract/refusal.ts'
import type { Queryable } from '../db/database.ts'
import { readRowTexts, type StoredImport } from './imports.sql.ts'
import { countFates, inParts, type JudgedRow } from './judge-file.ts'

/** An `ImportReport` whose rows come bit by bit, as JSON arrays: all of them at once would hold up everybody else. */
export type Report = Pick<ImportReport, 'done' | 'counts'> & { readonly rows: AsyncIterable<string> }

/** `refused`: with which refusal the report goes out; null: with none. */
export type Outcome = { readonly report: Report; readonly refused: RefusalCode | null }

const AT_ONCE = 100

export function reportOfJudged(judged: readonly JudgedRow[]): Report {
  const rows = judged.map(({ row }) => row)
  return reportOf({ done: false, counts: countFates(rows), rows })
}

export const reportOf = (told: ImportReport): Report => ({ ...told, rows: textsOf(told.rows) })

async function* textsOf(rows: readonly ImportRow[]): AsyncGenerator<string> {
  for (const some of inParts(rows, AT_ONCE)) {
    yield JSON.stringify(some)
    await turn()
  }
}

/** What became of each row of an import; of one that is under way or was stopped, the others are `left`. */
export function reportOfImport(read: Queryable, stored: StoredImport): Report {
  const left = stored.total - settledOf(stored.counts)
  return { done: stored.state === 'done', counts: { ...stored.counts, ...(left > 0 && { left }) }, rows: storedTexts(read, stored) }
}

const BATCHES = 5

async function* storedTexts(read: Queryable, { _id, nextBatch, batches }: StoredImport): AsyncGenerator<string> {
  for (let from = 0; from < batches; from += BATCHES) {
    const texts = await readRowTexts(read, _id, from, BATCHES)
    for (const [place, text] of texts.entries()) {
      yield from + place < nextBatch ? text : asLeft(text)
      await turn()
    }
  }
}

const asLeft = (text: string): string => JSON.stringify((JSON.parse(text) as ImportRow[]).map((row) => ({ ...row, fate: 'left' })))

/** The same as one text, bit by bit, after the fields of `head`. */
export async function* writeReport({ done, counts, rows }: Report): AsyncGenerator<string> {
  yield `{"done":${done},"counts":${JSON.stringify(counts)},"rows":[`
  let first = true
  for await (const text of rows) {
    const inside = text.trim().slice(1, -1)
    if (inside === '') continue
    yield first ? inside : `,${inside}`
    first = false
  }
  yield ']}'
}
