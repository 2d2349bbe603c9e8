import * as z from 'zod'
import { ORDER_STATUSES } from '../domain/order-status.ts'
import { MODES } from './delivery.ts'
import { type AdminOrder, OrderItem, OrderSlot, OrderStep } from './order.ts'
import { Id, Paging, Time } from './shared.ts'

const TicketItem = OrderItem.pick({
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
})
export type TicketItem = z.infer<typeof TicketItem>

/** An order as the kitchen sees it: what is to be made, until when, and for whom by first name. No money, no phone, no address. */
export const KitchenTicket = z.object({
  /** The order's. */
  _id: Id,
  number: z.string(),
  /** Of who gets it; '' once the account is gone. */
  firstName: z.string(),
  items: z.array(TicketItem),
  notes: z.string(),
  referencePhoto: Id.nullable(),
  mode: z.enum(MODES),
  slot: OrderSlot.nullable(),
  status: z.enum(ORDER_STATUSES),
  reason: z.string(),
  history: z.array(OrderStep),
  printedVersion: z.int().nullable(),
  version: z.int(),
  rev: z.int(),
  createdAt: Time,
  updatedAt: Time,
})
export type KitchenTicket = z.infer<typeof KitchenTicket>

/** What staff work on: the whole order at the counter, a ticket in the kitchen. */
export type StaffOrder = AdminOrder | KitchenTicket

/** No search: it would tell whose phone an order has. */
export const TicketQuery = z.strictObject({ status: z.enum(ORDER_STATUSES).optional(), ...Paging })
export type TicketQuery = z.infer<typeof TicketQuery>
