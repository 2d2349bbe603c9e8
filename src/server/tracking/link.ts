import { createHmac, timingSafeEqual } from 'node:crypto'

const ID = 12
const SIGNATURE = 16

const sign = (id: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update('order link\0').update(id).digest().subarray(0, SIGNATURE)

/** The key of an order whose link was renewed so often. */
export const renewedKey = (key: Buffer, times: number): Buffer =>
  times === 0 ? key : createHmac('sha256', key).update(`renewed link ${times}`).digest()

/** The order that a link says it is for; not to be trusted. */
export const namedBy = (token: string): string => Buffer.from(token, 'base64url').subarray(0, ID).toString('hex')

/** What opens this order without a login, as long as the shop keeps the key: its id and a signature over it, base64url. */
export function linkOf(orderId: string, key: Buffer): string {
  const id = Buffer.from(orderId, 'hex')
  return Buffer.concat([id, sign(id, key)]).toString('base64url')
}

/** The order that a link was made for; null for one that this key did not sign. Takes as long for every wrong signature. */
export function orderOfLink(token: string, key: Buffer): string | null {
  const bytes = Buffer.from(token, 'base64url')
  // One order has one link: other spellings of the same bytes are none.
  if (bytes.length !== ID + SIGNATURE || bytes.toString('base64url') !== token) return null
  const id = bytes.subarray(0, ID)
  return timingSafeEqual(bytes.subarray(ID), sign(id, key)) ? id.toString('hex') : null
}
