import { type Paise, paise } from './money.ts'

export const FREE_DELIVERY_ABOVE = paise(500_00)
export const DELIVERY_FEE = paise(50_00)

/** Free above ₹500, else ₹50; nothing for an empty cart. */
export function deliveryFee(subtotal: Paise): Paise {
  if (subtotal === 0 || subtotal > FREE_DELIVERY_ABOVE) return paise(0)
  return DELIVERY_FEE
}
