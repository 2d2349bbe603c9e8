import { sql } from 'kysely'
import type { Queryable } from '../db/database.ts'

/** Where a node is reached, and the word by which it knows the others. */
export type Place = { readonly url: string; readonly secret: string }

/** Says that this node lives, and forgets those that have not said so for a minute. */
export async function noteNode(db: Queryable, id: string, { url, secret }: Place): Promise<void> {
  await db
    .insertInto('nodes')
    .values({ id, url, secret })
    .onConflict((c) => c.column('id').doUpdateSet({ url, seen_at: sql`now()` }))
    .execute()
  await db.deleteFrom('nodes').where('seen_at', '<', sql<Date>`now() - interval '1 minute'`).execute()
}

export async function forgetNode(db: Queryable, id: string): Promise<void> {
  await db.deleteFrom('nodes').where('id', '=', id).execute()
}

/** By id. */
export async function findNodes(db: Queryable): Promise<Map<string, Place>> {
  const rows = await db.selectFrom('nodes').select(['id', 'url', 'secret']).execute()
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}
