import type { Database } from '../../src/server/db/database.ts'
import { SWEEPS } from '../../src/server/db/prune.sql.ts'

/** One part of each sweep. @returns how many rows went */
export async function pruneSome(db: Database): Promise<number> {
  let gone = 0
  for (const { some } of SWEEPS) gone += await some(db)
  return gone
}
