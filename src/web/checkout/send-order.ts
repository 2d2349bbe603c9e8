import type { Cart, CartLine } from '../../contract/cart.ts'
import type { Order } from '../../contract/order.ts'
import type { Problem } from '../../contract/refusal.ts'
import { isReady } from '../cart/line-words.ts'
import { type Answer, api } from '../live/api.ts'
import { type Attempt, closeAttempt, keepAttempt, type OrderBody, openAttempt } from './attempt.ts'
import type { Draft } from './draft.ts'

const PATIENCE = 20_000

const lineInput = ({ productId, quantity, flavor, size, eggOption, design, extras, message }: CartLine): OrderBody['items'][number] => ({
  productId,
  quantity,
  flavor,
  size,
  eggOption,
  design,
  extras,
  message,
})

export const orderBody = (cart: Cart, { shippingAddress, phone, notes }: Draft): OrderBody => ({
  items: cart.items.filter(isReady).map(lineInput),
  totalPrice: cart.totalPrice,
  shippingAddress,
  phone,
  notes,
  paymentMethod: 'cod',
})

/** It may have been ordered, or not: no answer came, or one that does not tell. */
export const isOpen = ({ status, code }: Problem): boolean => status === 0 || status >= 500 || code === 'key.in-flight'

/** The shop looked at the order with its key in hand: none of its tries is an order. */
const isJudged = ({ status }: Problem): boolean => status === 409 || status === 422

const post = (key: string, body: OrderBody): Promise<Answer<Order>> =>
  api<Order>('POST', '/api/orders', body, { headers: { 'Idempotency-Key': key }, signal: AbortSignal.timeout(PATIENCE) })

/** `earlier`: an earlier try had gone through, as it was typed then. */
export type Sent = { readonly order: Order; readonly earlier: boolean } | { readonly problem: Problem }

/** Orders once, however often it is sent. */
export async function sendOrder(cart: Cart, draft: Draft): Promise<Sent> {
  const body = orderBody(cart, draft)
  const said = JSON.stringify(body)
  const before = openAttempt()?.unanswered ?? []
  const earlier = before.filter((other) => JSON.stringify(other.body) !== said)
  // Before it is sent: a reload may come before the answer.
  const { key } = keepAttempt([{ body, cart }, ...earlier])
  const answer = await post(key, body)
  if (answer.ok) return placed(answer.data, false)
  if (answer.problem.code === 'key.reused') return await findEarlier(key, earlier, answer.problem)
  // Turned away at the door, before anybody looked at the key: of the tries before we know as little as before.
  if (!isOpen(answer.problem)) keepAttempt(isJudged(answer.problem) ? [] : before)
  return { problem: answer.problem }
}

/** One of the tries before is an order; asked again, the shop gives its answer again. */
async function findEarlier(key: string, tries: Attempt['unanswered'], reused: Problem): Promise<Sent> {
  keepAttempt(tries)
  for (const { body } of tries) {
    const answer = await post(key, body)
    if (answer.ok) return placed(answer.data, true)
    if (answer.problem.code !== 'key.reused') return { problem: answer.problem }
  }
  closeAttempt()
  return { problem: reused }
}

function placed(order: Order, earlier: boolean): Sent {
  closeAttempt()
  return { order, earlier }
}
