import type { OrderStatus } from '../../domain/order-status.ts'
import { foldPayment } from '../../domain/payment-fold.ts'
import { type PaymentState, WHEN_CANCELLED } from '../../domain/payment-state.ts'
import type { Tx } from '../db/database.ts'
import { issueFor } from '../papers/issue-paper.ts'
import { insertPayment, insertReturn, readFacts } from '../payments/payments.sql.ts'
import { moneyOf } from '../payments/shown-payments.ts'
import { tellMoney } from '../payments/tell-money.ts'
import type { OrderRow } from './order-row.ts'
import { type LockedOrder, setStatus } from './order-writes.sql.ts'
import { findOrder } from './orders.sql.ts'
import { returnAll } from './return-all.ts'
import { tellOrder } from './tell-order.ts'

/** `at` left out: now. */
export type Step = {
  readonly to: OrderStatus
  readonly reason: string
  /** null: the shop by itself. */
  readonly by: string | null
  /** Whose hand it is; the shop's unless it says otherwise. */
  readonly actor?: 'buyer' | 'shop'
  readonly at?: Date | undefined
  readonly giveBack?: boolean
  readonly cashTaken?: boolean
}

/** As part of a larger transaction, which holds the order's lock and knows that it may go there. */
export async function moveOrder(tx: Tx, orderId: string, locked: Moving, step: Step): Promise<OrderRow> {
  const { status: from, paymentState: before } = locked
  const { to, by, at, actor = 'shop' } = step
  const cancelled = to === 'cancelled'
  const takesCash = to === 'delivered' && step.cashTaken === true && before === 'pending'
  const money: PaymentState = cancelled ? await moneyOfCancelled(tx, orderId, locked, step) : takesCash ? 'paid' : before
  if (takesCash) insertPayment(tx, orderId, { amount: locked.total, by, at })
  await setStatus(tx, orderId, { to, kind: 'move', reason: step.reason, by, at, money, cancelledBy: cancelled ? actor : null })
  // Before the kitchen begins everything goes back; after that staff decide.
  if (cancelled && (from === 'pending' || step.giveBack === true)) await returnAll(tx, orderId)
  const moved = await findOrder(tx, orderId)
  if (moved === null) throw new Error(`Order ${orderId} vanished while it was locked`)
  const order = { ...moved, papers: [...moved.papers, ...(await issueFor(tx, moved))] }
  tellOrder(tx, order, 'moved', locked)
  if (cancelled && order.payments.length > 0) tellGiveBack(tx, order)
  return order
}

type Moving = Pick<LockedOrder, 'status' | 'paymentMethod' | 'paymentState' | 'total'>

/** Cash goes back at once, out of the drawer. What came to the bank stays until staff say that it was given back. */
async function moneyOfCancelled(tx: Tx, orderId: string, { paymentState: before, total }: Moving, { by, at }: Step): Promise<PaymentState> {
  if (before !== 'paid' && before !== 'part_refunded') return WHEN_CANCELLED[before]
  insertReturn(tx, orderId, { by, at })
  return foldPayment(await readFacts(tx, orderId), { total, cancelled: true }).state
}

function tellGiveBack(tx: Tx, order: OrderRow): void {
  const { id, number, buyer, updatedAt: at } = order
  const after = moneyOf(order)
  tellMoney(tx, { id, number, buyerId: buyer?.id ?? null, cancelled: true, at }, { state: after.state, note: null }, after)
}
