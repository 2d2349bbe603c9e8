import type { Money } from '../../domain/payment-fold.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import type { NewNotification } from '../notifications/notifications.sql.ts'
import { sayNotifications } from '../notifications/notify.ts'

type Of = { readonly id: string; readonly number: string; readonly buyerId: string | null; readonly cancelled: boolean; readonly at: Date }
type Sentence = readonly [words: string, type: NewNotification['type']]

/** The inboxes of the counter and of the buyer hear what became of an order's money, when something did. */
export function tellMoney(tx: Tx, order: Of, before: Pick<Money, 'state' | 'note'>, after: Pick<Money, 'state' | 'note'>): void {
  const { id, number, buyerId, at } = order
  const rest = { data: { orderId: id, number }, at }
  const address = (to: string | null, sentences: readonly Sentence[]) =>
    sentences.map(([message, type]) => ({ to, message, type, ...rest }))
  const toBuyer = buyerId === null ? [] : address(buyerId, forBuyer(order, before.state, after.state))
  const all = [...address(null, forCounter(order, before, after)), ...toBuyer]
  if (all.length > 0) appendAll(tx, sayNotifications(tx, all))
}

function forCounter({ number, cancelled }: Of, before: Pick<Money, 'state' | 'note'>, after: Pick<Money, 'state' | 'note'>): Sentence[] {
  const noted = before.note !== after.note
  return [
    ...(cameIn(before.state, after.state) && !cancelled ? [[`Payment received for ${number}`, 'success'] as const] : []),
    ...(noted && after.note === 'give-back' ? [[`Money to give back for ${number}`, 'warning'] as const] : []),
    ...(noted && after.note === 'other-amount' ? [[`Other money than expected came for ${number}`, 'warning'] as const] : []),
  ]
}

function forBuyer({ number, cancelled }: Of, before: Money['state'], after: Money['state']): Sentence[] {
  if (cameIn(before, after)) {
    return cancelled
      ? [[`Your payment for ${number} came after the order was cancelled. The shop gives it back.`, 'warning']]
      : [[`Payment received for ${number}`, 'success']]
  }
  return before !== after && after === 'refunded' ? [[`The money for ${number} was given back.`, 'info']] : []
}

const cameIn = (before: Money['state'], after: Money['state']): boolean => before !== 'paid' && after === 'paid'
