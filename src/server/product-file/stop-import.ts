import type { ProductImport } from '../../contract/product-file.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { lockImport, setState, toImport } from './imports.sql.ts'
import { sayImport } from './say-import.ts'

/**
 * Ends an import after the batch that is being written. What is written stays. One that is over stays as it is.
 * @throws Refusal `import.not-found`
 */
export const stopImport = (db: Database, by: string, id: string): Promise<ProductImport> =>
  db.transaction(async (tx) => {
    const before = (await lockImport(tx, id)) ?? refuse('import.not-found')
    if (before.state !== 'running') return toImport(before)
    const after = await setState(tx, id, 'stopped')
    audit(tx, by, { action: 'import.stop', entity: `import:${id}`, before: { state: before.state }, after: { state: after.state } })
    sayImport(tx, after)
    return toImport(after)
  })
