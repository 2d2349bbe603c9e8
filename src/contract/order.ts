import * as z from 'zod'
import { ORDER_STATUSES, type OrderStatus, STATUS_ALIASES } from '../domain/order-status.ts'
import { LineInput, MAX_LINES } from './cart.ts'
import { Id, line, Paging, prose, Rupees, Time, Words } from './shared.ts'

export const Phone = z
  .string()
  .max(30)
  .transform((text) => text.replace(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{6,15}$/, 'must be a phone number'))

export const PAYMENT_METHODS = ['cod'] as const

export const PlaceOrder = z.strictObject({
  items: z.array(LineInput).max(MAX_LINES),
  /** The total that the buyer saw; when it differs from the server's: 409 `price.changed`. */
  totalPrice: Rupees.optional(),
  shippingAddress: prose(400, 5),
  phone: Phone,
  notes: prose(500).optional(),
  paymentMethod: z.enum(PAYMENT_METHODS).default('cod'),
})
export type PlaceOrder = z.infer<typeof PlaceOrder>

export const OrderItem = z.object({
  productId: Id,
  name: z.string(),
  image: z.string(),
  quantity: z.int(),
  price: z.number(),
  flavor: z.string(),
  size: z.string(),
  eggOption: z.string(),
  message: z.string(),
  subtotal: z.number(),
})
export type OrderItem = z.infer<typeof OrderItem>

export const Buyer = z.object({ _id: Id, name: z.string(), email: z.string(), phone: z.string() })

export const OrderStep = z.object({ status: z.enum(ORDER_STATUSES), at: Time })

const order = {
  _id: Id,
  /** Short and human; opens nothing. */
  number: z.string(),
  items: z.array(OrderItem),
  subtotal: z.number(),
  discount: z.number(),
  deliveryFee: z.number(),
  tax: z.number(),
  totalPrice: z.number(),
  shippingAddress: z.string(),
  phone: z.string(),
  notes: z.string(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  status: z.enum(ORDER_STATUSES),
  reason: z.string(),
  /** When it came to each status, oldest first. */
  history: z.array(OrderStep),
  version: z.int(),
  createdAt: Time,
  updatedAt: Time,
}
/** As its buyer sees it. `userId` is null once the account is gone. */
export const Order = z.object({ ...order, userId: Id.nullable() })
export type Order = z.infer<typeof Order>
/** As staff see it: with the buyer, null once the account is gone, and with who did what. */
export const AdminOrder = z.object({
  ...order,
  userId: Buyer.nullable(),
  /** `by`: the name of who brought it there; null once the account is gone. */
  history: z.array(OrderStep.extend({ by: z.string().nullable() })),
})
export type AdminOrder = z.infer<typeof AdminOrder>

export const StatusWord = z
  .enum([...ORDER_STATUSES, ...(Object.keys(STATUS_ALIASES) as (keyof typeof STATUS_ALIASES)[])])
  .transform((word): OrderStatus => (word in STATUS_ALIASES ? STATUS_ALIASES[word as keyof typeof STATUS_ALIASES] : (word as OrderStatus)))

export const ChangeStatus = z.strictObject({ status: StatusWord, reason: line(200, 0).optional(), version: z.int().min(1).optional() })
export type ChangeStatus = z.infer<typeof ChangeStatus>

export const OrderQuery = z.strictObject(Paging)
export type OrderQuery = z.infer<typeof OrderQuery>
export const AdminOrderQuery = z.strictObject({
  status: z.enum(ORDER_STATUSES).optional(),
  search: Words(100).optional(),
  ...Paging,
})
export type AdminOrderQuery = z.infer<typeof AdminOrderQuery>
