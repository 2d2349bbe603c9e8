import type * as z from 'zod'
import type { Cart } from '../../contract/cart.ts'
import type { PlaceOrder } from '../../contract/order.ts'
import { seatBase } from '../live/api.ts'
import { newKey } from '../live/new-key.ts'
import { store } from './draft.ts'

/** As it is sent; `totalPrice` as it stood on the button. */
export type OrderBody = z.input<typeof PlaceOrder>

/**
 * One wish to order, until it is known to be an order: its key goes with every try, whatever is changed in between, so that it becomes
 * one order at most. It outlives a reload of this tab.
 */
export type Attempt = {
  readonly key: string
  /** The tries whose answer never came, the newest first. One of them may be an order. */
  readonly unanswered: readonly Try[]
}

/** `cart`: as it was on screen. */
export type Try = { readonly body: OrderBody; readonly cart: Cart }

const place = () => `cakewire.order${seatBase()}`

let latest: Attempt | null = null

/** The attempt that is open in this tab; null before the first. Only in the browser. */
export function openAttempt(): Attempt | null {
  try {
    const stored = window.sessionStorage.getItem(place())
    return stored === null ? latest : (JSON.parse(stored) as Attempt)
  } catch {
    return latest
  }
}

export function keepAttempt(unanswered: Attempt['unanswered']): Attempt {
  latest = { key: openAttempt()?.key ?? newKey(), unanswered }
  store(place(), JSON.stringify(latest))
  return latest
}

export function closeAttempt(): void {
  latest = null
  store(place(), null)
}
