import type { Cart } from '../../contract/cart.ts'
import type { Order } from '../../contract/order.ts'
import type { Problem } from '../../contract/refusal.ts'
import { isReady } from '../cart/line-words.ts'
import { type Answer, api } from '../live/api.ts'
import { isOpen } from '../live/send-once.ts'
import { type Attempt, closeAttempt, keepAttempt, type OrderBody, openAttempt } from './attempt.ts'
import { type Draft, isPincode, readChosen } from './draft.ts'
import { lineInput } from './line-input.ts'

const PATIENCE = 20_000

/** What the shop has said of the order so far: what it keeps for the buyer, and which coupon holds; '' when none does. */
export type Terms = { readonly holdId: string | null; readonly coupon: string }

/** What is chosen and typed, as the shop takes it. `holdId` null: nothing is kept. */
export function orderBody(cart: Cart, draft: Draft, { holdId, coupon }: Terms): OrderBody {
  const { mode, pincode, slot, shippingAddress, phone, gift, recipientName, recipientPhone, photo, notes, paymentMethod } = draft
  const chosen = readChosen(slot)
  const [referencePhoto = ''] = photo.split(' ')
  return {
    items: cart.items.filter(isReady).map(lineInput),
    totalPrice: cart.totalPrice,
    mode,
    ...(mode === 'delivery' && { shippingAddress }),
    ...(mode === 'delivery' && isPincode(pincode) && { pincode: pincode.trim() }),
    ...(chosen !== null && { slot: chosen }),
    ...(holdId !== null && { holdId }),
    ...(coupon !== '' && { coupon }),
    ...(gift === 'yes' && { recipient: { name: recipientName, ...(recipientPhone.trim() !== '' && { phone: recipientPhone }) } }),
    ...(referencePhoto !== '' && { referencePhoto }),
    phone,
    notes,
    paymentMethod,
  }
}

/** The shop looked at the order with its key in hand: none of its tries is an order. */
const isJudged = ({ status }: Problem): boolean => status === 409 || status === 422

const post = (key: string, body: OrderBody): Promise<Answer<Order>> =>
  api<Order>('POST', '/api/orders', body, { headers: { 'Idempotency-Key': key }, signal: AbortSignal.timeout(PATIENCE) })

/** `earlier`: an earlier try had gone through, as it was typed then. */
export type Sent = { readonly order: Order; readonly earlier: boolean } | { readonly problem: Problem }

/** What the buyer wishes: what was kept for an order is kept no longer once it is one. */
const asWished = ({ holdId: _, ...wish }: OrderBody): string => JSON.stringify(wish)

/** Orders once, however often it is sent. */
export async function sendOrder(cart: Cart, draft: Draft, terms: Terms): Promise<Sent> {
  const wanted = orderBody(cart, draft, terms)
  const before = openAttempt()?.unanswered ?? []
  const same = before.find((other) => asWished(other.body) === asWished(wanted))
  const body = same?.body ?? wanted
  const earlier = before.filter((other) => other !== same)
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
