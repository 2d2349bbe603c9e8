import { type Paise, paise } from './money.ts'

export const FREE_DELIVERY_ABOVE = paise(500_00)
export const DELIVERY_FEE = paise(50_00)

/** What bringing it costs; `freeAbove` null: never free. */
export type DeliveryTerms = { readonly fee: Paise; readonly freeAbove: Paise | null }

/** Where nothing else is set: free above ₹500, else ₹50. */
export const USUAL_TERMS: DeliveryTerms = { fee: DELIVERY_FEE, freeAbove: FREE_DELIVERY_ABOVE }

/** Free above the threshold; nothing for an empty cart. */
export function deliveryFee(subtotal: Paise, { fee, freeAbove }: DeliveryTerms = USUAL_TERMS): Paise {
  if (subtotal === 0 || (freeAbove !== null && subtotal > freeAbove)) return paise(0)
  return fee
}

/** How much more makes it free; null: it is, or never is. */
export function untilFree(subtotal: Paise, { fee, freeAbove }: DeliveryTerms): Paise | null {
  if (freeAbove === null || fee === 0 || subtotal > freeAbove) return null
  return paise(freeAbove - subtotal + 1)
}

export type Zone = {
  readonly id: string
  readonly name: string
  readonly fee: Paise
  /** null: as the shop's. */
  readonly freeAbove: Paise | null
}

/** By pincodes and how pincodes begin; the longest that fits decides. */
export function zoneOf<T>(zones: ReadonlyMap<string, T>, pincode: string): T | null {
  for (let length = pincode.length; length > 0; length--) {
    const found = zones.get(pincode.slice(0, length))
    if (found !== undefined) return found
  }
  return null
}
