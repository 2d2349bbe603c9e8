import * as z from 'zod'
import { Pincode } from './delivery.ts'
import { Phone } from './order.ts'
import { Id, line, prose } from './shared.ts'

export const MAX_ADDRESSES = 20

/** Somewhere to deliver to. The one that is `isDefault` is offered first; a person's first is it anyway. */
export const AddressInput = z.strictObject({
  /** "Home", "Office"; may be left empty. */
  label: line(40, 0).default(''),
  recipient: line(80),
  phone: Phone,
  lines: prose(400, 5),
  pincode: z.union([z.literal(''), Pincode]).default(''),
  isDefault: z.boolean().default(false),
})
export type AddressInput = z.infer<typeof AddressInput>

export const Address = z.object({
  _id: Id,
  label: z.string(),
  recipient: z.string(),
  phone: z.string(),
  lines: z.string(),
  pincode: z.string(),
  isDefault: z.boolean(),
  version: z.int(),
})
export type Address = z.infer<typeof Address>

/** To be forgotten: with the password, where the account has one. */
export const EraseMe = z.strictObject({ password: z.string().max(256).optional() })
export type EraseMe = z.infer<typeof EraseMe>
