import { sql, type Updateable } from 'kysely'
import type { Queryable, Tx } from '../server/db/database.ts'
import type { DB } from '../server/db/types.ts'

/** True until anybody or anything was stored, and while no set-up link was printed either: a start that was cut off leaves it so. */
export async function isUntouched(read: Queryable): Promise<boolean> {
  const { rows } = await sql<{ untouched: boolean }>`
    select not exists (select from accounts) and not exists (select from products) and not exists (select from one_time_tokens)
        as untouched`.execute(read)
  return rows[0]?.untouched ?? false
}

/** Puts the product on the shelf at a moment in the past. The caller tells the news afterwards. */
export async function setShelved(tx: Tx, productId: string, at: Date): Promise<void> {
  await tx.updateTable('products').set({ created_at: at, updated_at: at }).where('id', '=', productId).execute()
}

/** What this person and the staff were told before `at`: `accountId` null for the staff's. */
export async function toldBefore(tx: Tx, accountId: string | null, at: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('notifications')
    .select('id')
    .where('account_id', 'is not distinct from', accountId)
    .where('created_at', '<', at)
    .execute()
  return rows.map(({ id }) => id)
}

export async function openAsDemo(tx: Tx, facts: Updateable<DB['settings']>): Promise<void> {
  await tx
    .updateTable('settings')
    .set({ ...facts, demo: true })
    .execute()
}
