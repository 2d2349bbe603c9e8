import type { Database } from '../db/database.ts'
import { tellCounts } from './say-alerts.ts'
import { dropLost, dropOver } from './stock-alerts.sql.ts'

const MOST_AT_ONCE = 500

/** Forgets the alerts of guests who can no longer come back, and those that were over long ago. @returns how many */
export async function pruneAlerts(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    const lost = await dropLost(tx, MOST_AT_ONCE)
    await tellCounts(tx, lost)
    return lost.length + (await dropOver(tx, MOST_AT_ONCE))
  })
}
