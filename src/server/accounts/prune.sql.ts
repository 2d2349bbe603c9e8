import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { isOver } from './sessions.sql.ts'

/** So that nobody waits long for a lock. */
const MOST_AT_ONCE = 500

/**
 * Deletes sessions that are over, and guests who can no longer come back and ordered nothing.
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
  return Number(sessions.numAffectedRows ?? 0n) + Number(guests.numAffectedRows ?? 0n)
}
