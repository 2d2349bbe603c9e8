import * as z from 'zod'
import { countGraphemes, MESSAGE_LENGTH } from '../domain/text.ts'
import { Id, line } from './shared.ts'

export const MAX_QUANTITY = 99
export const MAX_LINES = 50
export const Quantity = z.int().min(1).max(MAX_QUANTITY)
export const CakeMessage = line(MESSAGE_LENGTH, 0).refine((text) => countGraphemes(text) <= MESSAGE_LENGTH)

/** The options of one line. Left out: the first of each that can be had; no design, no extras, no message. */
const options = {
  flavor: z.string().max(200).optional(),
  size: z.string().max(200).optional(),
  eggOption: z.string().max(200).optional(),
  design: z.string().max(200).optional(),
  extras: z.array(z.string().min(1).max(200)).max(24).optional(),
  message: CakeMessage.optional(),
}

export const LineInput = z.strictObject({ productId: Id, quantity: Quantity, ...options })
export type LineInput = z.infer<typeof LineInput>

export const AddToCart = z.strictObject({ productId: Id, quantity: Quantity.default(1), ...options })
export type AddToCart = z.infer<typeof AddToCart>

const lineAddress = { itemId: Id.optional(), itemIndex: z.int().min(0).max(MAX_LINES).optional() }
const oneAddress = (body: { itemId?: string | undefined; itemIndex?: number | undefined }) =>
  (body.itemId === undefined) !== (body.itemIndex === undefined)
/** `itemId`, or the `itemIndex` of the seed's app. */
export const UpdateCartLine = z
  .strictObject({ ...lineAddress, quantity: Quantity.optional(), ...options })
  .refine(oneAddress, 'must name the line by itemId')
export type UpdateCartLine = z.infer<typeof UpdateCartLine>
export const RemoveCartLine = z.strictObject(lineAddress).refine(oneAddress, 'must name the line by itemId')
export type RemoveCartLine = z.infer<typeof RemoveCartLine>

/** The owner agrees to what the cakes cost now: of one line, or of all. */
export const AcceptPrices = z.strictObject({ itemId: Id.optional() })
export type AcceptPrices = z.infer<typeof AcceptPrices>

/** Why a line cannot be ordered as it stands. */
export const LINE_STATES = ['ready', 'gone', 'option-gone', 'option-unavailable', 'short'] as const
export const CartLine = z.object({
  _id: Id,
  productId: Id,
  name: z.string(),
  image: z.string(),
  quantity: z.int(),
  flavor: z.string(),
  size: z.string(),
  eggOption: z.string(),
  design: z.string(),
  extras: z.array(z.string()),
  message: z.string(),
  price: z.number(),
  /** What one cost when it was put in, when that is not what it costs now; `POST /api/cart/accept` agrees to the new price. */
  priceBefore: z.number().nullable(),
  subtotal: z.number(),
  state: z.enum(LINE_STATES),
})
export type CartLine = z.infer<typeof CartLine>

/** Lines that are not `ready` do not count in the sums. */
export const Cart = z.object({
  _id: Id,
  version: z.int(),
  items: z.array(CartLine),
  subtotal: z.number(),
  deliveryFee: z.number(),
  totalPrice: z.number(),
})
export type Cart = z.infer<typeof Cart>
