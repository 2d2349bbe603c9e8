import * as z from 'zod'
import { ORDER_STATUSES, type OrderStatus, STATUS_ALIASES } from '../domain/order-status.ts'
import { PAPER_KINDS } from '../domain/paper-number.ts'
import { MONEY_NOTES } from '../domain/payment-fold.ts'
import { PAYMENT_METHODS } from '../domain/payment-method.ts'
import { PAYMENT_STATES } from '../domain/payment-state.ts'
import { LineInput, MAX_LINES } from './cart.ts'
import { CouponCode } from './coupon.ts'
import { Day, MODES, Pincode, SlotChoice } from './delivery.ts'
import { Id, line, Paging, prose, Rupees, Time, Words } from './shared.ts'

export const Phone = z
  .string()
  .max(30)
  .transform((text) => text.replace(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{6,15}$/, 'must be a phone number'))

const orderFields = z.strictObject({
  items: z.array(LineInput).max(MAX_LINES),
  /** The total that the buyer saw; when it differs from the server's: 409 `price.changed`. */
  totalPrice: Rupees.optional(),
  /** For `pickup` it may be left out. */
  shippingAddress: prose(400, 5).optional(),
  phone: Phone,
  notes: prose(500).optional(),
  paymentMethod: z.enum(PAYMENT_METHODS).default('cod'),
  mode: z.enum(MODES).default('delivery'),
  pincode: Pincode.optional(),
  /** Left out where the shop has slots: the earliest that has room. */
  slot: SlotChoice.optional(),
  /** The checkout's hold: its slot and stock become the order's. */
  holdId: Id.optional(),
  coupon: CouponCode.optional(),
  /** Who is to get it, when that is not the buyer. */
  recipient: z.strictObject({ name: line(80), phone: Phone.optional() }).optional(),
  /** A picture of kind `reference` that the buyer sent. */
  referencePhoto: Id.optional(),
})
export const PlaceOrder = orderFields.refine(({ mode, shippingAddress }) => mode === 'pickup' || shippingAddress !== undefined, {
  path: ['shippingAddress'],
  message: 'must say where to deliver it',
})
export type PlaceOrder = z.infer<typeof PlaceOrder>

/** Tax that is inside an amount, in rupees. `rate` in percent. */
export const IncludedTax = z.object({
  hsn: z.string(),
  rate: z.number(),
  taxable: z.number(),
  cgst: z.number(),
  sgst: z.number(),
  igst: z.number(),
})
export type IncludedTax = z.infer<typeof IncludedTax>

export const OrderItem = z.object({
  productId: Id,
  name: z.string(),
  image: z.string(),
  quantity: z.int(),
  price: z.number(),
  flavor: z.string(),
  size: z.string(),
  eggOption: z.string(),
  design: z.string(),
  extras: z.array(z.string()),
  message: z.string(),
  subtotal: z.number(),
  /** Its share of the order's discount. */
  discount: z.number(),
  /** null: the shop was not registered for tax. */
  tax: IncludedTax.nullable(),
  /** How many of them the kitchen has done. */
  done: z.int(),
})
export type OrderItem = z.infer<typeof OrderItem>

export const Buyer = z.object({ _id: Id, name: z.string(), email: z.string(), phone: z.string() })

/** `correction`: staff took the step before back. */
export const OrderStep = z.object({ status: z.enum(ORDER_STATUSES), at: Time, kind: z.enum(['move', 'correction']) })

export const PAYMENT_EVENT_KINDS = ['authorized', 'taken', 'held', 'failed', 'partly-returned', 'returned'] as const
/**
 * Money that was promised, taken or given back, or whose payment failed. `held`: it is there, but of another amount or currency, or came once
 * more than it should: it does not count for the order.
 */
export const PaymentEvent = z.object({
  kind: z.enum(PAYMENT_EVENT_KINDS),
  method: z.enum(['cash', 'upi']),
  amount: z.number(),
  /** ISO 4217. */
  currency: z.string(),
  at: Time,
})

/** An invoice or credit note that was issued for an order. */
export const OrderPaper = z.object({ kind: z.enum(PAPER_KINDS), number: z.string(), issuedAt: Time })

/** When an order is due: a window of the shop's day. */
export const OrderSlot = z.object({
  slotId: Id.nullable(),
  name: z.string(),
  day: z.string(),
  starts: z.string(),
  ends: z.string(),
  /** When it starts, as an instant. */
  dueAt: Time,
})
export type OrderSlot = z.infer<typeof OrderSlot>

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
  /** The second axis: what became of the money. */
  paymentState: z.enum(PAYMENT_STATES),
  /** Until when the order waits to be paid; null: it does not. */
  payBy: Time.nullable(),
  /** `upi://pay?…`: what a UPI app opens, from a link or a QR code; null: there is nothing to pay now. */
  payLink: z.string().nullable(),
  mode: z.enum(MODES),
  pincode: z.string(),
  /** null where the shop has no slots. */
  slot: OrderSlot.nullable(),
  coupon: z.string(),
  /** null: the buyer. */
  recipient: z.object({ name: z.string(), phone: z.string() }).nullable(),
  referencePhoto: Id.nullable(),
  /** Inside the total: prices include tax. */
  taxIncluded: z.number(),
  deliveryTax: IncludedTax.nullable(),
  status: z.enum(ORDER_STATUSES),
  reason: z.string(),
  /** When it came to each status, oldest first. */
  history: z.array(OrderStep),
  /** null unless it is cancelled. */
  cancelledBy: z.enum(['buyer', 'shop']).nullable(),
  payments: z.array(PaymentEvent),
  papers: z.array(OrderPaper),
  /** Counts the moves: what a change of status is compared with. */
  version: z.int(),
  /** Counts every change: of two states of an order the one with the higher `rev` is the newer. */
  rev: z.int(),
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
  history: z.array(OrderStep.extend({ by: z.string().nullable(), reason: z.string() })),
  /** `by`: null also where a bank's notice says so. `reference`: the bank's. */
  payments: z.array(PaymentEvent.extend({ by: z.string().nullable(), reference: z.string() })),
  /** What is to be looked at: held money, or money that is here for an order that is cancelled. */
  moneyNote: z.enum(MONEY_NOTES).nullable(),
  /** The `version` that was printed last; null: none was. */
  printedVersion: z.int().nullable(),
})
export type AdminOrder = z.infer<typeof AdminOrder>

export const StatusWord = z
  .enum([...ORDER_STATUSES, ...(Object.keys(STATUS_ALIASES) as (keyof typeof STATUS_ALIASES)[])])
  .transform((word): OrderStatus => (word in STATUS_ALIASES ? STATUS_ALIASES[word as keyof typeof STATUS_ALIASES] : (word as OrderStatus)))

export const ChangeStatus = z.strictObject({
  status: StatusWord,
  reason: line(200, 0).optional(),
  version: z.int().min(1).optional(),
  /** Staff cancel what is in the making: its pieces, slot and capacity go back. Before that they always do. */
  giveBack: z.boolean().optional(),
  /** Staff hand it over: the whole amount was paid in cash. */
  cashTaken: z.boolean().optional(),
})
export type ChangeStatus = z.infer<typeof ChangeStatus>

/** Takes the newest step of an order back, with the reason, which the buyer does not read. */
export const CorrectOrder = z.strictObject({ reason: line(200), version: z.int().min(1).optional() })
export type CorrectOrder = z.infer<typeof CorrectOrder>

/** How many of one line are done; `line` counts from 0. */
export const SetDone = z.strictObject({
  line: z
    .int()
    .min(0)
    .max(MAX_LINES - 1),
  done: z.int().min(0).max(99),
})
export type SetDone = z.infer<typeof SetDone>

/** What of an order could not be put into the cart again, and why. */
export const Reordered = z.object({ added: z.int(), gone: z.array(z.object({ name: z.string(), why: z.string() })) })
export type Reordered = z.infer<typeof Reordered>

export const OrderQuery = z.strictObject(Paging)
export type OrderQuery = z.infer<typeof OrderQuery>
export const AdminOrderQuery = z.strictObject({
  status: z.enum(ORDER_STATUSES).optional(),
  search: Words(100).optional(),
  /** When it is due, by the shop's calendar. */
  day: Day.optional(),
  /** Due in this slot, on any day or on that. */
  slot: Id.optional(),
  ...Paging,
})
export type AdminOrderQuery = z.infer<typeof AdminOrderQuery>

/** `POST /api/quote`: what this would cost. Without `items`: the viewer's cart. */
export const QuoteRequest = orderFields.pick({ mode: true, pincode: true, slot: true, coupon: true }).extend({
  items: z.array(LineInput).max(MAX_LINES).optional(),
  phone: Phone.optional(),
})
export type QuoteRequest = z.infer<typeof QuoteRequest>

/** What keeps an order from being taken as it stands; each has the code of the refusal that placing it would meet. */
export const QuoteProblem = z.object({ code: z.string(), message: z.string(), line: z.int().optional() })
export const Quote = z.object({
  items: z.array(z.object({ productId: Id, price: z.number(), subtotal: z.number(), discount: z.number(), tax: IncludedTax.nullable() })),
  subtotal: z.number(),
  discount: z.number(),
  /** null: none was given, or it does not hold (see `problems`). */
  coupon: z.object({ code: z.string(), kind: z.string() }).nullable(),
  deliveryFee: z.number(),
  /** How much more makes delivery free; null: it is, or never is. */
  untilFreeDelivery: z.number().nullable(),
  tax: z.number(),
  taxIncluded: z.number(),
  deliveryTax: IncludedTax.nullable(),
  totalPrice: z.number(),
  points: z.int(),
  problems: z.array(QuoteProblem),
})
export type Quote = z.infer<typeof Quote>
