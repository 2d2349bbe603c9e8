import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'

const PURPOSE = 'first-owner'
/** "Owner" in hex: one transaction at a time decides who is the first. */
const LOCK = 0x4f776e65

/** Held until the transaction ends. */
export async function lockFirstOwner(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
}

/** The one that was there before is dead from now on. */
export async function putSetupToken(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx
    .insertInto('one_time_tokens')
    .values({ purpose: PURPOSE, token_hash: tokenHash })
    .onConflict((c) => c.column('purpose').doUpdateSet({ token_hash: tokenHash, created_at: sql`now()` }))
    .execute()
}

export async function hasSetupToken(read: Queryable): Promise<boolean> {
  const row = await read.selectFrom('one_time_tokens').select('purpose').where('purpose', '=', PURPOSE).executeTakeFirst()
  return row !== undefined
}

/** @returns whether this was the token; it works once */
export async function spendSetupToken(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('one_time_tokens')
    .where('purpose', '=', PURPOSE)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function dropSetupToken(tx: Tx): Promise<void> {
  await tx.deleteFrom('one_time_tokens').where('purpose', '=', PURPOSE).execute()
}
