import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { sayAlert, tellCounts } from './say-alerts.ts'
import { moveAlerts } from './stock-alerts.sql.ts'

/** When a guest signs in: the account waits for what the guest waited for, and its other devices hear of it. */
export async function mergeAlerts(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  const { moved, productIds } = await moveAlerts(tx, fromAccountId, toAccountId)
  appendAll(
    tx,
    moved.map((alert) => sayAlert(toAccountId, alert)),
  )
  await tellCounts(tx, productIds)
}
