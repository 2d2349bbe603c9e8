import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'

export async function readLinkKey(read: Queryable): Promise<Buffer> {
  return (await read.selectFrom('settings').select('signing_key').executeTakeFirstOrThrow()).signing_key
}

export async function newLinkKey(tx: Tx, key: Buffer): Promise<void> {
  await sql`update settings set signing_key = ${key}`.execute(tx)
}

/** Whose person asked to be forgotten is followed by nobody. */
export async function isFollowable(read: Queryable, orderId: string): Promise<boolean> {
  const row = await read.selectFrom('orders').select('id').where('id', '=', orderId).where('erased_at', 'is', null).executeTakeFirst()
  return row !== undefined
}
