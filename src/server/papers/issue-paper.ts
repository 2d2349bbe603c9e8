import type { OrderStatus } from '../../domain/order-status.ts'
import { financialYear, type PaperKind, paperNumber } from '../../domain/paper-number.ts'
import type { Tx } from '../db/database.ts'
import type { OrderRow } from '../orders/order-row.ts'
import { bodyOf, buyerOf } from './paper-body.ts'
import { findPaper, insertPaper, readSeller, takeNumber } from './papers.sql.ts'

/** What an order is given when it comes to a status: an invoice when it is accepted, a credit note when that is taken back. */
const DUE: Record<OrderStatus, PaperKind | null> = {
  pending: null,
  processing: 'invoice',
  shipped: null,
  delivered: null,
  cancelled: 'credit-note',
}

/**
 * Issues what the order's new status calls for, in the transaction that brought it there: the paper is there with the move or not at all,
 * and its number has no gap. An order has one of each at most.
 * @returns what was issued
 */
export async function issueFor(tx: Tx, order: OrderRow): Promise<OrderRow['papers']> {
  const kind = DUE[order.status]
  if (kind === null || order.papers.some((paper) => paper.kind === kind)) return []
  const invoice = kind === 'credit-note' ? await findPaper(tx, order.id, 'invoice') : null
  if (kind === 'credit-note' && invoice === null) return []
  const { id: orderId, total, updatedAt: issuedAt } = order
  const seller = await readSeller(tx)
  const year = financialYear(issuedAt, seller.timeZone)
  const against = invoice && { number: invoice.number, day: invoice.day, reason: order.reason }
  const number = paperNumber(kind, seller.prefix, year, await takeNumber(tx, kind, year))
  insertPaper(tx, { kind, number, orderId, total, issuedAt, body: bodyOf(order, seller, issuedAt, against), buyer: buyerOf(order) })
  return [{ kind, number, issuedAt: issuedAt.toISOString() }]
}
