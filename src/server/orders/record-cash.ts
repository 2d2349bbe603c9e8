import type { StaffOrder } from '../../contract/ticket.ts'
import { owes } from '../../domain/payment-state.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { insertPayment } from '../payments/payments.sql.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter } from './at-the-counter.ts'
import { setMoney } from './order-writes.sql.ts'

/**
 * The cash came later than the cake. What is paid already stays as it is.
 * @throws Refusal `order.bad-move` for an order that owes nothing; `order.not-found`
 */
export async function recordCash(deps: Deps, viewer: Viewer, orderId: string, key?: string): Promise<StaffOrder> {
  const act = { act: 'POST /orders/:id/cash', deed: 'order.cash', orderId, key, request: {}, tells: 'touched' } as const
  return atTheCounter(deps, viewer, act, async (tx, { status, paymentState, total }) => {
    if (paymentState === 'paid') return false
    if (status === 'cancelled' || !owes(paymentState)) refuse('order.bad-move', { from: paymentState, to: 'paid' })
    insertPayment(tx, orderId, { amount: total, by: viewer.accountId })
    await setMoney(tx, orderId, 'paid')
    return true
  })
}
