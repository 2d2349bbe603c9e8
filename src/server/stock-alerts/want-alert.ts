import { MOST_ALERTS, type StockAlert } from '../../contract/stock-alert.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { sayAlert, tellCounts } from './say-alerts.ts'
import { findAlert, holdAlerts, keepProduct, setOff, setWaiting } from './stock-alerts.sql.ts'

/**
 * From here on this person waits for a product that cannot be ordered now. Asking again changes nothing.
 * @throws Refusal `product.not-found`; `product.orderable`; `alert.too-many`
 */
export function wantAlert(db: Database, accountId: string, productId: string): Promise<StockAlert> {
  return db.transaction(async (tx) => {
    await keepMissing(tx, productId)
    const waiting = await holdAlerts(tx, accountId)
    const before = await findAlert(tx, accountId, productId)
    if (before?.state === 'waiting') return before
    if (waiting >= MOST_ALERTS) refuse('alert.too-many', { most: MOST_ALERTS })
    const alert = await setWaiting(tx, accountId, productId)
    if (alert === null) throw new Error(`The alert of ${accountId} changed while it was held`)
    appendAll(tx, [sayAlert(accountId, alert)])
    await tellCounts(tx, [productId])
    return alert
  })
}

/** @throws Refusal `product.not-found`; `product.orderable` */
export async function keepMissing(tx: Tx, productId: string): Promise<void> {
  const product = (await keepProduct(tx, productId)) ?? refuse('product.not-found')
  if (isOrderable(product)) refuse('product.orderable')
}

/** They wait no longer. Who did not wait is answered the same. */
export function cancelAlert(db: Database, accountId: string, productId: string): Promise<StockAlert> {
  return db.transaction(async (tx) => {
    const alert = await setOff(tx, accountId, productId)
    if (alert === null) return (await findAlert(tx, accountId, productId)) ?? noAlert(productId)
    appendAll(tx, [sayAlert(accountId, alert)])
    await tellCounts(tx, [productId])
    return alert
  })
}

/** Of who never waited for it. */
export const noAlert = (productId: string): StockAlert => ({ productId, state: 'off', version: 0, since: new Date(0).toISOString() })
