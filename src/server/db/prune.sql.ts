import { type RawBuilder, sql } from 'kysely'
import { isOver } from '../accounts/sessions.sql.ts'
import { deleteUnusedPictures } from '../pictures/pictures.sql.ts'
import { deleteOldImports } from '../product-file/imports.sql.ts'
import type { Database } from './database.ts'

/** So that nobody waits long for a lock. */
const MOST_AT_ONCE = 500

/** Something that is kept for a time. */
export type Sweep = {
  /** What it is, for the log. */
  readonly what: string
  /** Deletes some of what is over. @returns how many rows went; 0 means that nothing is left to do */
  readonly some: (db: Database) => Promise<number>
}

const deleting = (what: string, rows: RawBuilder<unknown>): Sweep => ({
  what,
  some: async ({ read }) => Number((await rows.execute(read)).numAffectedRows ?? 0n),
})

/** In this order: guests go once their sessions have. Who was away for longer than the feed is kept starts again from a snapshot. */
export const SWEEPS: readonly Sweep[] = [
  deleting(
    'sessions',
    sql`delete from sessions where token_hash in (select token_hash from sessions s where ${isOver} limit ${MOST_AT_ONCE})`,
  ),
  // Who can no longer come back and ordered nothing. Younger ones may be in the middle of their first request.
  deleting(
    'guests',
    sql`
    delete from accounts where id in (
      select a.id from accounts a
       where a.role = 'guest' and a.created_at < now() - interval '1 day'
         and not exists (select from sessions s where s.account_id = a.id)
         and not exists (select from orders o where o.account_id = a.id)
       limit ${MOST_AT_ONCE})`,
  ),
  deleting(
    'idempotency keys',
    sql`
    delete from idempotency_keys where (scope, key) in (
      select scope, key from idempotency_keys where created_at < now() - interval '7 days' limit ${MOST_AT_ONCE})`,
  ),
  // What they took and gave back stands in the ledgers. Active ones are the checkout's.
  deleting(
    'holds',
    sql`
    delete from holds where id in (
      select id from holds where state <> 'active' and expires_at < now() - interval '1 day' limit ${MOST_AT_ONCE})`,
  ),
  deleting(
    'notifications',
    sql`
    delete from notifications where id in (
      select id from notifications where created_at < now() - interval '90 days' order by created_at limit ${MOST_AT_ONCE})`,
  ),
  deleting(
    'versions of products',
    sql`
    delete from product_versions where (product_id, version) in (
      select product_id, version from product_versions where until < now() - interval '30 days' limit ${MOST_AT_ONCE})`,
  ),
  // What they said stands in the payments' events.
  deleting(
    'payment notices',
    sql`
    delete from payment_notices where id in (
      select id from payment_notices where received_at < now() - interval '180 days' limit ${MOST_AT_ONCE})`,
  ),
  { what: 'imports', some: ({ read }) => deleteOldImports(read, MOST_AT_ONCE) },
  // That nothing uses for a day.
  { what: 'pictures', some: (db) => db.transaction((tx) => deleteUnusedPictures(tx, MOST_AT_ONCE)) },
  {
    what: 'entries of the feed',
    some: async ({ read }) => {
      const { rows } = await sql<{ gone: number }>`select feed.prune(now() - interval '30 days', ${MOST_AT_ONCE}) as gone`.execute(read)
      return rows[0]?.gone ?? 0
    },
  },
]
