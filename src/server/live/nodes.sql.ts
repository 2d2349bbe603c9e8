import { sql } from 'kysely'
import type { Queryable } from '../db/database.ts'

/** Says that this node lives, and forgets those that have not said so for a minute. */
export async function noteNode(db: Queryable, id: string, url: string): Promise<void> {
  await db
    .insertInto('nodes')
    .values({ id, url })
    .onConflict((c) => c.column('id').doUpdateSet({ url, seen_at: sql`now()` }))
    .execute()
  await db.deleteFrom('nodes').where('seen_at', '<', sql<Date>`now() - interval '1 minute'`).execute()
}

export async function forgetNode(db: Queryable, id: string): Promise<void> {
  await db.deleteFrom('nodes').where('id', '=', id).execute()
}

/** Where each node is reached, by id. */
export async function findNodes(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.selectFrom('nodes').select(['id', 'url']).execute()
  return new Map(rows.map(({ id, url }) => [id, url]))
}
