import type { SayMoney } from '../../contract/payment.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { BY_HAND, foldPayment } from '../../domain/payment-fold.ts'
import { owes } from '../../domain/payment-state.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { insertWord, readFacts } from '../payments/payments.sql.ts'
import { settleMoney } from '../payments/settle-money.ts'
import { owedFor } from '../payments/shown-payments.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter } from './at-the-counter.ts'

/**
 * Staff say that the money came to the bank; of money that is held, that they take it as it is. What is paid already stays as it is.
 * @throws Refusal `order.bad-move` for an order whose money was given back; `order.not-found`; `order.changed`; `key.reused`
 */
export async function recordPayment(
  deps: Deps,
  viewer: Viewer,
  orderId: string,
  { reference, rev }: SayMoney,
  key?: string,
): Promise<StaffOrder> {
  const request = { reference, rev }
  const act = { act: 'POST /orders/:id/payment', deed: 'order.payment', orderId, key, request, rev, tells: 'touched' } as const
  return atTheCounter(deps, viewer, act, async (tx, order) => {
    const facts = await readFacts(tx, orderId)
    const before = foldPayment(facts, owedFor(order))
    const say = { by: viewer.accountId, reference }
    if (before.note === 'other-amount') {
      for (const { payment, amount, currency, held } of before.there)
        if (held) insertWord(tx, { orderId, kind: 'accepted', payment, amount, currency }, say)
    } else if (before.state === 'paid') return false
    else if (owes(before.state) || (before.state === 'none' && order.status === 'cancelled'))
      insertWord(tx, { orderId, kind: 'taken', payment: BY_HAND, amount: order.total }, say)
    else refuse('order.bad-move', { from: before.state, to: 'paid' })
    await settleMoney(tx, orderId, order, before)
    return true
  })
}
