import type { AdminProduct } from '../../contract/product.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { againAndAgain } from '../again-and-again.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { sayAlert, tellCounts } from './say-alerts.ts'
import { forgetBack, isAnyBack, lockBack, noteBack, takeWaiting } from './stock-alerts.sql.ts'

/** So that however many wait, whoever puts a product back does not. */
export const MOST_AT_ONCE = 100

/**
 * Tells those who wait that these products can be ordered again, in the transaction that makes it so. An alert that is told is over: nobody
 * is told twice. Beyond {@link MOST_AT_ONCE} people the row says that some are left, and {@link tellMore} goes on from there.
 * @returns how many were told
 */
export async function tellBack(tx: Tx, products: readonly AdminProduct[]): Promise<number> {
  if (products.length === 0) return 0
  const ids = products.map(({ _id }) => _id)
  const told = await takeWaiting(tx, ids, MOST_AT_ONCE)
  await noteBack(tx, ids)
  if (told.length === 0) return 0
  const names = new Map(products.map(({ _id, name }) => [_id, name]))
  const notices = told.map(({ accountId: to, alert: { productId, since } }) => ({
    to,
    message: `${names.get(productId)} is back: it can be ordered again.`,
    type: 'success' as const,
    data: { productId },
    at: new Date(since),
  }))
  appendAll(tx, [...told.map(({ accountId, alert }) => sayAlert(accountId, alert)), ...sayNotifications(tx, notices)])
  await tellCounts(
    tx,
    told.map(({ alert }) => alert.productId),
  )
  return told.length
}

/**
 * Tells the next of those who wait for a product that came back. When it has sold out again meanwhile they go on waiting: nobody is
 * sent to an empty shelf.
 * @returns false when nothing is left to do, or others are doing it
 */
export async function tellMore(db: Database): Promise<boolean> {
  if (!(await isAnyBack(db.read))) return false
  return await db.transaction(async (tx) => {
    const product = await lockBack(tx)
    if (product === null) return false
    if (isOrderable(product)) return (await tellBack(tx, [product])) > 0
    await forgetBack(tx, product._id)
    return true
  })
}

/** Every second. Several nodes may do it. */
export const startTellingBack = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, { every: 1000, some: () => tellMore(deps.db), failed: 'who waits for a product could not be told' })
