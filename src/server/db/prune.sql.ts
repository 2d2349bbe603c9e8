import { sql } from 'kysely'
import { isOver } from '../accounts/sessions.sql.ts'
import { deleteUnusedPictures } from '../pictures/pictures.sql.ts'
import { deleteOldImports } from '../product-file/imports.sql.ts'
import type { Database } from './database.ts'

/** So that nobody waits long for a lock. */
const MOST_AT_ONCE = 500

/**
 * Deletes sessions that are over, guests who can no longer come back and ordered nothing, idempotency keys of last week, pictures
 * that nothing uses for a day, payment notices older than 180 days, imports, kept versions of products and entries of the feed older than 30 days: who was away
 * longer starts again from a snapshot.
 * @returns how many rows went; fewer than asked for means that nothing is left to do
 */
export async function pruneSome(db: Database): Promise<number> {
  const sessions = await sql`
    delete from sessions where token_hash in (select token_hash from sessions s where ${isOver} limit ${MOST_AT_ONCE})`.execute(db.read)
  // Younger ones may be in the middle of their first request.
  const guests = await sql`
    delete from accounts where id in (
      select a.id from accounts a
       where a.role = 'guest' and a.created_at < now() - interval '1 day'
         and not exists (select from sessions s where s.account_id = a.id)
         and not exists (select from orders o where o.account_id = a.id)
       limit ${MOST_AT_ONCE})`.execute(db.read)
  const keys = await sql`
    delete from idempotency_keys where (scope, key) in (
      select scope, key from idempotency_keys where created_at < now() - interval '7 days' limit ${MOST_AT_ONCE})`.execute(db.read)
  const versions = await sql`
    delete from product_versions where (product_id, version) in (
      select product_id, version from product_versions where until < now() - interval '30 days' limit ${MOST_AT_ONCE})`.execute(db.read)
  // What they said stands in the payments' events.
  const notices = await sql`
    delete from payment_notices where id in (
      select id from payment_notices where received_at < now() - interval '180 days' limit ${MOST_AT_ONCE})`.execute(db.read)
  const imports = await deleteOldImports(db.read, MOST_AT_ONCE)
  const pictures = await db.transaction((tx) => deleteUnusedPictures(tx, MOST_AT_ONCE))
  const { rows } = await sql<{ gone: number }>`select feed.prune(now() - interval '30 days', ${MOST_AT_ONCE}) as gone`.execute(db.read)
  const deleted = [sessions, guests, keys, versions, notices].reduce((sum, { numAffectedRows = 0n }) => sum + Number(numAffectedRows), 0)
  return deleted + imports + pictures + (rows[0]?.gone ?? 0)
}
