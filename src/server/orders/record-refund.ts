import type { SayMoney } from '../../contract/payment.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { CASH, foldPayment } from '../../domain/payment-fold.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { insertReturn, insertWord, readFacts } from '../payments/payments.sql.ts'
import { settleMoney } from '../payments/settle-money.ts'
import { owedFor } from '../payments/shown-payments.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter } from './at-the-counter.ts'

/**
 * Staff say that money was given back: what is held, or else all that is there.
 * @throws Refusal `order.bad-move` where none ever came; `order.not-found`; `order.changed`; `key.reused`
 */
export async function recordRefund(
  deps: Deps,
  viewer: Viewer,
  orderId: string,
  { reference, rev }: SayMoney,
  key?: string,
): Promise<StaffOrder> {
  const request = { reference, rev }
  const act = { act: 'POST /orders/:id/refund', deed: 'order.refund', orderId, key, request, rev, tells: 'touched' } as const
  return atTheCounter(deps, viewer, act, async (tx, order) => {
    const facts = await readFacts(tx, orderId)
    const before = foldPayment(facts, owedFor(order))
    const back = before.note === 'other-amount' ? before.there.filter(({ held }) => held) : before.there
    if (back.length === 0 && facts.some(({ kind }) => kind === 'returned')) return false
    if (back.length === 0) refuse('order.bad-move', { from: before.state, to: 'refunded' })
    const by = { by: viewer.accountId, reference }
    for (const { payment, toReturn: amount, currency } of back) {
      if (payment === CASH) insertReturn(tx, orderId, by)
      else insertWord(tx, { orderId, kind: 'returned', payment, amount, currency }, by)
    }
    await settleMoney(tx, orderId, order, before)
    return true
  })
}
