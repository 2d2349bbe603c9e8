import { setImmediate as turn } from 'node:timers/promises'
import { againAndAgain } from '../again-and-again.ts'
import type { Deps } from '../deps.ts'
import { findStill, type StoredImport } from './imports.sql.ts'
import { writeBatch } from './write-batch.ts'

/** Goes on with an import from wherever it is, to its end or until somebody stops it. */
export async function runImport(deps: Pick<Deps, 'db' | 'log'>, id: string): Promise<StoredImport> {
  for (;;) {
    const stored = await writeBatch(deps, id)
    if (stored.state !== 'running') return stored
    await turn()
  }
}

/** Whoever worked on an import that has stood still for so many seconds is gone. */
const STILL_FOR = 15

/** Imports that a node left behind when it ended are gone on with. Several nodes may do it at once. */
export function startImporting({ db, log }: Pick<Deps, 'db' | 'log'>, still = STILL_FOR, every = 5000) {
  let mine: string | null = null
  const some = async () => {
    const id = mine ?? (await findStill(db.read, still))
    mine = null
    if (id === null) return false
    const { state } = await writeBatch({ db, log }, id)
    if (state !== 'running') return false
    mine = id
    return true
  }
  return againAndAgain({ log }, { every, some, failed: 'an import of products could not go on' })
}
