import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'
import { renewedKey } from './link.ts'

/** What the link of this order is signed with: the shop's key, or one made of it for each time that the link was renewed. */
export async function readOrderKey(read: Queryable, orderId: string): Promise<Buffer> {
  const { rows } = await sql<{ key: Buffer; number: number | null }>`
    select signing_key as key, (select link_number from orders where id = ${orderId}) as number from settings`.execute(read)
  const [row] = rows
  if (row === undefined) throw new Error('The shop has no settings')
  return renewedKey(row.key, row.number ?? 0)
}

/** @returns false when there is no such order */
export async function raiseLinkNumber(tx: Tx, orderId: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`update orders set link_number = link_number + 1 where id = ${orderId}`.execute(tx)
  return numAffectedRows === 1n
}

export async function newLinkKey(tx: Tx, key: Buffer): Promise<void> {
  await sql`update settings set signing_key = ${key}`.execute(tx)
}

/** Whose person asked to be forgotten is followed by nobody. */
export async function isFollowable(read: Queryable, orderId: string): Promise<boolean> {
  const row = await read.selectFrom('orders').select('id').where('id', '=', orderId).where('erased_at', 'is', null).executeTakeFirst()
  return row !== undefined
}
