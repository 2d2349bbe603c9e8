import { type RawBuilder, sql } from 'kysely'
import { decodeMark } from '../http/paging.ts'
import { refuse } from '../refusal.ts'

/**
 * Of a row in a list that begins with the newest, by `created_at` and `id`: where it stands. In microseconds since 1970: a JavaScript date
 * would drop the last three digits, and rows with them. `row`: what the query calls it.
 */
export const markOf = (row: string): RawBuilder<string> =>
  sql`(extract(epoch from ${sql.ref(`${row}.created_at`)}) * 1000000)::bigint::text`

/** What comes behind the mark of a page's last row. @throws Refusal `request.invalid` when the mark is none, or of another list */
export function olderThan(row: string, after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  const { value, id } = decodeMark(after)
  if (!/^\d{1,16}$/.test(value))
    return refuse('request.invalid', { issues: [{ path: 'querystring/after', message: 'must come from a Link header' }] })
  const [at, own] = [sql.ref(`${row}.created_at`), sql.ref(`${row}.id`)]
  return sql`(${at}, ${own}) < (timestamptz 'epoch' + ${value}::float8 * interval '1 microsecond', ${id})`
}
