import type { AdminOrder } from '../../contract/order.ts'
import type { KitchenTicket } from '../../contract/ticket.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import type { PaymentMethod } from '../../domain/payment-method.ts'
import { type PaymentState, WORKABLE } from '../../domain/payment-state.ts'
import { type Said, say } from '../db/append.sql.ts'
import { providerOf } from '../payments/provider.ts'

const firstWord = (name: string): string => name.trim().split(/\s+/)[0] ?? ''

/** As the kitchen sees it. */
export function toTicket(order: AdminOrder): KitchenTicket {
  const { _id, number, notes, referencePhoto, mode, slot, status, reason, printedVersion, version, rev, createdAt, updatedAt } = order
  return {
    ...{ _id, number, notes, referencePhoto, mode, slot, status, reason, printedVersion, version, rev, createdAt, updatedAt },
    firstName: firstWord(order.recipient?.name ?? order.userId?.name ?? ''),
    items: order.items.map(({ name, image, quantity, flavor, size, eggOption, design, extras, message, done }) => ({
      ...{ name, image, quantity, flavor, size, eggOption, design, extras, message, done },
    })),
    history: order.history.map(({ status, at, kind }) => ({ status, at, kind })),
  }
}

/** What tells whether an order is the kitchen's to see. */
export type Paid = { readonly paymentMethod: PaymentMethod; readonly paymentState: PaymentState; readonly status: OrderStatus }

/** Not before its money is there, where that comes first; what the kitchen has begun stays in its sight. */
export const isKitchenWork = ({ history, ...order }: Paid & { readonly history: readonly { readonly status: OrderStatus }[] }): boolean =>
  history.some(({ status }) => status === 'processing') || isWorkable(order)

/** As {@link isKitchenWork}, of an order whose history is not at hand. */
export const isWorkable = ({ paymentMethod, paymentState, status }: Paid): boolean =>
  providerOf(paymentMethod).timing === 'on-delivery' ||
  (status === 'pending' && WORKABLE.prepaid[paymentState]) ||
  (status !== 'pending' && status !== 'cancelled')

/**
 * An entity of its own: who works in the kitchen and buys a cake sees the own order as every buyer does.
 * @param before what the order was; left out: nothing has changed that decides whether the kitchen sees it; null: it was not there
 */
export function sayTicket(order: AdminOrder, before?: Paid | null): Said[] {
  const sees = isKitchenWork(order)
  // A cancelled order comes to nobody's sight, and leaves nobody's.
  const saw = before === undefined || before?.status === 'cancelled' ? sees : before !== null && isWorkable(before)
  const where = { entity: `ticket:${order._id}`, rev: order.rev, at: order.updatedAt } as const
  if (sees) return [say({ type: saw ? 'ticket_updated' : 'ticket_created', ...where }, [['kitchen', toTicket(order)]])]
  return saw ? [say({ type: 'ticket_deleted', ...where, gone: true }, [['kitchen', { _id: order._id }]])] : []
}
