import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { beginImport, hashOf, type Wish } from './begin-import.ts'
import { findImport } from './imports.sql.ts'
import { judgeFile } from './judge-file.ts'
import { type Outcome, reportOfImport, reportOfJudged } from './report.ts'
import { runImport } from './run-import.ts'

/**
 * Brings a file of products into the catalogue. The whole file is judged first, and when a row is bad nothing is written. Then it is
 * written batch by batch. A row without an id is a new product; one with an id sets what its cells say; what is not in the file stays. The
 * same key and file go on with the import that they began, wherever it broke off, and are answered alike once it is over.
 * @returns what became of each row; refused with `import.bad-rows` or `import.stopped`
 * @throws Refusal `import.unreadable` with `{line, why}`, `import.too-large`, `key.reused`, `import.running` with the `import` that is
 */
export async function importProducts({ db, log }: Pick<Deps, 'db' | 'log'>, wish: Wish): Promise<Outcome> {
  const beginning = await beginImport(db, wish)
  if ('over' in beginning) return beginning.over
  const stored = await runImport({ db, log }, beginning.begun)
  return { report: reportOfImport(db.read, stored), refused: stored.state === 'stopped' ? 'import.stopped' : null }
}

/** What an import of this file would do. Nothing is written. @throws Refusal `import.unreadable`, `import.too-large` */
export const tryFile = async (db: Database, bytes: Buffer): Promise<Outcome> => ({
  report: reportOfJudged(await judgeFile(db, bytes, hashOf(bytes))),
  refused: null,
})

/** What became of each row so far. @throws Refusal `import.not-found` */
export async function readImportReport(db: Database, id: string): Promise<Outcome> {
  const stored = (await findImport(db.read, id)) ?? refuse('import.not-found')
  return { report: reportOfImport(db.read, stored), refused: null }
}
