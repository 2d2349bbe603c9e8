import { userAudience } from '../../contract/events.ts'
import type { StockAlert } from '../../contract/stock-alert.ts'
import { appendAll, type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { momentOf } from '../db/moment.sql.ts'
import { readCounts } from './stock-alerts.sql.ts'

/** To all screens of that person. */
export const sayAlert = (accountId: string, alert: StockAlert): Said =>
  say({ type: 'stock_alert_updated', entity: `stock_alert:${alert.productId}`, rev: alert.version, at: alert.since }, [
    [userAudience(accountId), alert],
  ])

/** Tells staff how many wait for these products now. */
export async function tellCounts(tx: Tx, productIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(productIds)]
  if (ids.length === 0) return
  const [counts, now] = await Promise.all([readCounts(tx, ids), momentOf(tx)])
  const at = now.toISOString()
  appendAll(
    tx,
    counts.map((count) =>
      say({ type: 'stock_alert_count_updated', entity: `stock_alert_count:${count.productId}`, rev: count.version, at }, [
        ['catalogue', count],
      ]),
    ),
  )
}
