import type { NoticeKind, NoticeOutcome } from '../../contract/payment.ts'
import { type FactKind, foldPayment, type PaymentFact } from '../../domain/payment-fold.ts'
import { append, appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { type LockedOrder, lockOrder } from '../orders/order-writes.sql.ts'
import { findOrder } from '../orders/orders.sql.ts'
import { tellOrder } from '../orders/tell-order.ts'
import { forgetIds, type NoticeRow, setOutcome, toNotice } from './notices.sql.ts'
import { insertSaid, readFacts } from './payments.sql.ts'
import { settleMoney } from './settle-money.ts'
import { owedFor } from './shown-payments.ts'

const KIND: Record<NoticeKind, FactKind> = {
  'payment.authorized': 'authorized',
  'payment.paid': 'taken',
  'payment.failed': 'failed',
  'payment.refunded': 'returned',
}

/** Counts a notice for its order, which is there, and says what came of it. Whatever else moves the order waits, or has come first. */
export async function applyNotice(tx: Tx, said: NoticeRow, orderId: string): Promise<NoticeOutcome> {
  const locked = await lockOrder(tx, orderId)
  if (locked === null) throw new Error('An order vanished')
  const notice = await forgetIds(tx, said, orderId)
  const before = await readFacts(tx, orderId)
  const { kind, payment, refund, amount, currency } = notice
  const fact = { orderId, kind: KIND[kind], payment, refund, amount, currency }
  const written = await insertSaid(tx, fact)
  if (written === 'new') await settle(tx, orderId, locked, before)
  if (written === 'elsewhere') sayElsewhere(tx, locked, orderId)
  const outcome = outcomeOf(written, fact, locked)
  await conclude(tx, notice, outcome, orderId)
  return outcome
}

/** The order's money, and its news. */
async function settle(tx: Tx, orderId: string, locked: LockedOrder, before: readonly PaymentFact[]): Promise<void> {
  await settleMoney(tx, orderId, locked, foldPayment(before, owedFor(locked)))
  const order = await findOrder(tx, orderId)
  if (order === null) throw new Error('An order vanished while it was locked')
  tellOrder(tx, order, 'touched', locked)
}

/** A payment is for one order: naming another, it changes neither, and staff hear of it. */
function sayElsewhere(tx: Tx, { number, now: at }: LockedOrder, orderId: string): void {
  const message = `A payment of another order was named for ${number}`
  appendAll(tx, sayNotifications(tx, [{ to: null, message, type: 'warning', data: { orderId, number }, at }]))
}

function outcomeOf(
  written: Awaited<ReturnType<typeof insertSaid>>,
  { kind, amount, currency }: Pick<PaymentFact, 'kind' | 'amount' | 'currency'>,
  { total }: LockedOrder,
): NoticeOutcome {
  if (written === 'known') return 'repeated'
  const names = kind === 'taken' || kind === 'authorized'
  return written === 'elsewhere' || (names && (amount !== total || currency !== 'INR')) ? 'held' : 'applied'
}

/** Writes down what came of it, and tells the counter. */
export async function conclude(tx: Tx, notice: NoticeRow, outcome: NoticeOutcome, orderId: string | null): Promise<void> {
  const row = await setOutcome(tx, notice.id, outcome, orderId)
  const news = { type: 'payment_notice', entity: `payment_notice:${row.id}`, rev: row.rev, at: row.receivedAt.toISOString() } as const
  append(tx, news, [['admin', toNotice(row)]])
}
