import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'

/** The one before it, if any, is dead from now on. @returns until when it works */
export async function insertLink(tx: Tx, accountId: string, tokenHash: Buffer, minutes: number): Promise<Date> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into account_links as l (account_id, token_hash, expires_at)
    values (${accountId}, ${tokenHash}, now() + ${minutes}::int * interval '1 minute')
    on conflict (account_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at, expires_at = excluded.expires_at
    returning l.expires_at as "expiresAt"`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The link was not stored')
  return row.expiresAt
}

/** Whose link this is, as long as it works. */
export async function findLinked(read: Queryable, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select account_id as id from account_links where token_hash = ${tokenHash} and expires_at > now()`.execute(read)
  return rows[0]?.id ?? null
}

/** @returns whether it still worked; it works once */
export async function spendLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from account_links where token_hash = ${tokenHash} and expires_at > clock_timestamp()`.execute(tx)
  return numAffectedRows === 1n
}

/** @returns whether there was one, over or not */
export async function dropLink(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`delete from account_links where account_id = ${accountId}`.execute(tx)
  return numAffectedRows === 1n
}

/** Until when the links work that do, by account. */
export async function liveLinks(read: Queryable, accountIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    select account_id as id, expires_at as "expiresAt" from account_links
     where account_id = any (${[...accountIds]}::text[]) and expires_at > now()`.execute(read)
  return new Map(rows.map(({ id, expiresAt }) => [id, expiresAt]))
}
