import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { NewPaymentSecret, NoticeAnswer } from '../../src/contract/payment.ts'
import type { Person, TestShop } from './boot.ts'
import type { Answer } from './http.ts'

export const NOTICES = '/api/payments/upi/notices'

export type Said = {
  readonly type: string
  readonly payment?: string
  readonly refund?: string
  readonly order: string
  /** Paise. */
  readonly amount: number
  readonly currency?: string
}

export const bodyOf = ({ type, payment = 'pay-1', refund, order, amount, currency = 'INR' }: Said): string =>
  JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { payment, ...(refund !== undefined && { refund }), order, amount, currency },
  })

export type Signed = { readonly raw: string | Buffer; readonly headers: Record<string, string> }

/** As the bank's side signs. */
export function sign(secret: string, raw: string, { id = `msg_${randomUUID()}`, at = new Date() } = {}): Signed {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, raw),
  }
  return { raw, headers }
}

export const post = (shop: TestShop, signed: Signed) =>
  shop.call<NoticeAnswer & { code: string }>('POST', NOTICES, signed) as Promise<Answer<NoticeAnswer & { code: string }>>

export async function makeSecret(shop: TestShop, owner: Person): Promise<string> {
  const { status, body, text } = await shop.call<NewPaymentSecret>('POST', '/api/admin/payment-secret', { as: owner })
  if (status !== 201) throw new Error(`secret: ${status} ${text}`)
  return body.secret
}

/** The shop takes UPI. */
export async function offerUpi(shop: TestShop, owner: Person, more: object = {}): Promise<void> {
  const { status, text } = await shop.call('PATCH', '/api/admin/settings', { as: owner, body: { upiId: 'cakes@testbank', ...more } })
  if (status !== 200) throw new Error(`settings: ${status} ${text}`)
}
