import { type RawBuilder, sql } from 'kysely'
import { MOST_COUNTED } from '../../contract/page.ts'
import type { Queryable } from './database.ts'

/** How many rows `rows` (`select from … where …`) has, counted to {@link MOST_COUNTED}: nobody waits for a million to be counted. */
export async function countUpTo(read: Queryable, rows: RawBuilder<unknown>): Promise<number> {
  const counted = await sql<{ total: number }>`select count(*) as total from (${rows} limit ${MOST_COUNTED}) counted`.execute(read)
  return counted.rows[0]?.total ?? 0
}
