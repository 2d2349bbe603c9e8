import { sql } from 'kysely'
import type { Queryable } from './database.ts'

/** Now by the database's clock, which all nodes share; in a transaction the moment in which it began. */
export async function momentOf(read: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(read)
  return rows[0]?.now ?? Promise.reject(new Error('The database does not know the time'))
}
