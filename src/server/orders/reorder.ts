import type { Reordered } from '../../contract/order.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { openCart, putIn, tellOpenCart } from '../cart/add-to-cart.ts'
import type { Deps } from '../deps.ts'
import { Refusal, refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { findOrder } from './orders.sql.ts'

/** What the shelf may say to a cake of last year. */
const GONE = new Set(['product.unavailable', 'option.unknown', 'option.unavailable', 'order.too-large'])

/**
 * Puts the lines of an own order into the cart again, at today's prices. What is no longer there is named.
 * @param key the request's Idempotency-Key: under the same key they are put in once
 * @throws Refusal `order.not-found`, also for somebody else's; `key.reused`
 */
export async function reorder({ db }: Deps, { accountId, proof }: Viewer, orderId: string, key?: string): Promise<Reordered> {
  const order = await findOrder(db.read, orderId)
  if (order === null || order.buyer?.id !== accountId) return refuse('order.not-found')
  return db.transaction(async (tx) => {
    const claimed = await claim<Reordered>(tx, { scope: `${accountId} POST /orders/${orderId}/reorder`, key, request: {}, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const productIds = [...new Set(order.items.map(({ productId }) => productId))]
    let cart = await openCart(tx, accountId, productIds)
    const gone: Reordered['gone'][number][] = []
    for (const { productId, quantity, flavor, size, eggOption, design, extras, message, name } of order.items) {
      try {
        const choice = { flavor, size, eggOption, extras: [...extras], ...(design === '' ? {} : { design }) }
        cart = putIn(tx, cart, { productId, quantity, message, ...choice })
      } catch (error) {
        if (!(error instanceof Refusal && GONE.has(error.code))) throw error
        gone.push({ name, why: error.message })
      }
    }
    await tellOpenCart(tx, accountId, cart)
    const answer = { added: order.items.length - gone.length, gone }
    claimed.keep(answer)
    return answer
  }, proof)
}
