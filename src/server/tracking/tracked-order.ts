import type { TrackedOrder } from '../../contract/tracking.ts'
import { type OrderRow, toOrder } from '../orders/order-row.ts'

/** So many of an address' last parts are told: the quarter and the town, never the door. */
const PARTS = 2
const LONGEST = 60

/** "14, 3rd Cross, Indiranagar, Bengaluru" becomes "Indiranagar, Bengaluru". */
export function shortened(address: string): string {
  const parts = address
    .split(/[\n,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  // The first part is where the door is.
  const last = parts.slice(1).slice(-PARTS).join(', ')
  return last.length > LONGEST ? `${last.slice(0, LONGEST - 1)}…` : last
}

/** As who holds its link sees it. */
export function toTracked(row: OrderRow): TrackedOrder {
  const order = toOrder(row)
  const { number, status, reason, history, cancelledBy, slot, totalPrice, papers, mode, version, rev } = order
  const { paymentMethod, paymentState, payBy, payLink } = order
  return {
    ...{ number, status, reason, history, cancelledBy, slot, totalPrice, papers, mode, version, rev },
    ...{ paymentMethod, paymentState, payBy, payLink },
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    where: mode === 'pickup' ? '' : shortened(order.shippingAddress),
    items: order.items.map(({ name, image, quantity, flavor, size, eggOption, design, extras, message, done }) => ({
      ...{ name, image, quantity, flavor, size, eggOption, design, extras, message, done },
    })),
  }
}
