import type { SayMoney } from '../../contract/payment.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { BY_HAND, foldPayment } from '../../domain/payment-fold.ts'
import { owes } from '../../domain/payment-state.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { insertWord, readFacts } from '../payments/payments.sql.ts'
import { owedFor } from '../payments/shown-payments.ts'
import { tellMoney } from '../payments/tell-money.ts'
import { refuse } from '../refusal.ts'
import { atTheCounter } from './at-the-counter.ts'
import { type LockedOrder, setMoney } from './order-writes.sql.ts'

/**
 * Staff say that the money came to the bank; of money that is held, that they take it as it is. What is paid already stays as it is.
 * @throws Refusal `order.bad-move` for an order whose money was given back; `order.not-found`; `key.reused`
 */
export async function recordPayment(
  deps: Deps,
  viewer: Viewer,
  orderId: string,
  { reference }: SayMoney,
  key?: string,
): Promise<StaffOrder> {
  const act = { act: 'POST /orders/:id/payment', deed: 'order.payment', orderId, key, request: { reference }, tells: 'touched' } as const
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

/** What the order's money is after staff have spoken; the caller tells the order. */
export async function settleMoney(tx: Tx, id: string, order: LockedOrder, before: ReturnType<typeof foldPayment>): Promise<void> {
  const after = foldPayment(await readFacts(tx, id), owedFor(order))
  await setMoney(tx, id, after.state)
  const { number, buyerId, status, now: at } = order
  tellMoney(tx, { id, number, buyerId, cancelled: status === 'cancelled', at }, before, after)
}
