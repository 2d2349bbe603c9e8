import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'

const PURPOSE = 'first-owner'
/** "Owner" in hex: one transaction at a time decides who is the first. */
const LOCK = 0x4f776e65

/** Held until the transaction ends. */
export async function lockFirstOwner(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
}

/** Those of nodes that started at the same time stay alive; older ones are dead from now on. */
export async function addSetupToken(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx
    .deleteFrom('one_time_tokens')
    .where('purpose', '=', PURPOSE)
    .where('created_at', '<', sql<Date>`now() - interval '2 minutes'`)
    .execute()
  await tx.insertInto('one_time_tokens').values({ purpose: PURPOSE, token_hash: tokenHash }).execute()
}

export async function hasSetupToken(read: Queryable): Promise<boolean> {
  const row = await read.selectFrom('one_time_tokens').select('purpose').where('purpose', '=', PURPOSE).executeTakeFirst()
  return row !== undefined
}

/** @returns whether this was a token; it works once */
export async function spendSetupToken(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('one_time_tokens')
    .where('purpose', '=', PURPOSE)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function dropSetupTokens(tx: Tx): Promise<void> {
  await tx.deleteFrom('one_time_tokens').where('purpose', '=', PURPOSE).execute()
}
