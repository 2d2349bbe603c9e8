import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { type StoredImport, toImport } from './imports.sql.ts'

/** Says how far an import is, to who keeps the catalogue. */
export function sayImport(tx: Tx, stored: StoredImport): void {
  const data = toImport(stored)
  append(tx, { type: 'import_updated', entity: `import:${data._id}`, rev: data.version, at: data.updatedAt }, [['catalogue', data]])
}
