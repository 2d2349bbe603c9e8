import * as z from 'zod'
import { MODES } from './delivery.ts'
import { Order, OrderItem } from './order.ts'

/** Where to follow the order without signing in: a path of this shop. */
export const OrderLink = z.object({ path: z.string() })

/** An order as who holds its link sees it: no buyer, no phone, no notes, the address in its last words. */
export const TrackedOrder = z.object({
  ...Order.pick({
    number: true,
    status: true,
    reason: true,
    history: true,
    cancelledBy: true,
    slot: true,
    paymentMethod: true,
    paymentState: true,
    payBy: true,
    payLink: true,
    totalPrice: true,
    papers: true,
    version: true,
    rev: true,
    createdAt: true,
    updatedAt: true,
  }).shape,
  mode: z.enum(MODES),
  /** '' for pickup. */
  where: z.string(),
  items: z.array(
    OrderItem.pick({
      name: true,
      image: true,
      quantity: true,
      flavor: true,
      size: true,
      eggOption: true,
      design: true,
      extras: true,
      message: true,
      done: true,
    }),
  ),
})
export type TrackedOrder = z.infer<typeof TrackedOrder>
