export const PAYMENT_METHODS = ['cod', 'upi'] as const
/** `cod`: cash when it is handed over. `upi`: from the buyer's bank to the shop's, before it is made. */
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]
