import type { AdminOrder } from '../../contract/order.ts'
import type { KitchenTicket } from '../../contract/ticket.ts'
import { type Said, say } from '../db/append.sql.ts'

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

/** An entity of its own: who works in the kitchen and buys a cake sees the own order as every buyer does. */
export const sayTicket = (type: 'ticket_created' | 'ticket_updated', order: AdminOrder): Said =>
  say({ type, entity: `ticket:${order._id}`, rev: order.rev, at: order.updatedAt }, [['kitchen', toTicket(order)]])
