import type { Paise } from './money.ts'

/** A UPI id such as `cakes@bank`. What stands in it needs no escape in a link. */
export const UPI_ID = /^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9.-]{1,63}$/

export type UpiBill = {
  readonly id: string
  /** Who is paid. */
  readonly name: string
  readonly amount: Paise
  /** The order's. */
  readonly number: string
}

/** What a UPI app opens, from a link or a QR code: whom to pay how much, and for which order. */
export const upiLink = ({ id, name, amount, number }: UpiBill): string =>
  `upi://pay?pa=${id}&pn=${encodeURIComponent(name)}&am=${(amount / 100).toFixed(2)}&cu=INR&tr=${number}&tn=${encodeURIComponent(`Order ${number}`)}`
