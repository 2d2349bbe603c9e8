import type { Reordered } from '../../contract/order.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { addToCart } from '../cart/add-to-cart.ts'
import type { Deps } from '../deps.ts'
import { Refusal, refuse } from '../refusal.ts'
import { findOrder } from './orders.sql.ts'

/** What the shelf may say to a cake of last year. */
const GONE = new Set(['product.unavailable', 'option.unknown', 'option.unavailable', 'order.too-large'])

/**
 * Puts the lines of an own order into the cart again, at today's prices. What is no longer there is named.
 * @throws Refusal `order.not-found`, also for somebody else's
 */
export async function reorder(deps: Deps, viewer: Viewer, orderId: string): Promise<Reordered> {
  const order = await findOrder(deps.db.read, orderId)
  if (order === null || order.buyer?.id !== viewer.accountId) return refuse('order.not-found')
  const gone: Reordered['gone'][number][] = []
  for (const { productId, quantity, flavor, size, eggOption, design, extras, message, name } of order.items) {
    try {
      const choice = { flavor, size, eggOption, extras: [...extras], ...(design === '' ? {} : { design }) }
      await addToCart(deps, viewer, { productId, quantity, message, ...choice })
    } catch (error) {
      if (!(error instanceof Refusal && GONE.has(error.code))) throw error
      gone.push({ name, why: error.message })
    }
  }
  return { added: order.items.length - gone.length, gone }
}
