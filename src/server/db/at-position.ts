import type { Audience } from '../../contract/events.ts'
import type { Database, Queryable } from './database.ts'
import { cursorAt } from './feed-log.sql.ts'

/** Runs `work` on one committed state and tells its feed position for these audiences: a live client resumes from exactly there. */
export async function atPosition<T>(
  db: Database,
  audiences: readonly Audience[],
  work: (read: Queryable) => Promise<T>,
): Promise<{ data: T; cursor: string }> {
  const snapshot = await db.snapshot()
  try {
    const data = await work(snapshot.read)
    return { data, cursor: await cursorAt(snapshot.read, audiences) }
  } finally {
    await snapshot.close()
  }
}
