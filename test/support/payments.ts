import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Order } from '../../src/contract/order.ts'
import type { NewPaymentSecret, NoticeAnswer, NoticeKind } from '../../src/contract/payment.ts'
import type { SettingsAnswer } from '../../src/contract/shop.ts'
import { connectEmbedded } from './embedded-sql.ts'
import { call } from './http.ts'
import type { Person } from './people.ts'
import type { ShopProcess } from './shop-process.ts'

/** Whoever at the bank's side has the shop's secret. */
export type Bank = {
  /** Says something of an order's money, truly signed. Rupees. */
  says(kind: NoticeKind, order: Pick<Order, 'number' | 'totalPrice'>, amount?: number): Promise<NoticeAnswer['outcome']>
}

/** The owner gives the bank's side a new secret. */
export async function openBank(owner: Person, { url }: ShopProcess): Promise<Bank> {
  const { secret } = await owner.call<NewPaymentSecret>('POST', '/api/admin/payment-secret')
  return {
    says: async (type, { number, totalPrice }, amount = totalPrice) => {
      const id = `msg_${randomBytes(8).toString('hex')}`
      const now = new Date()
      const data = { payment: `pay_${number}`, order: number, amount: Math.round(amount * 100), currency: 'INR' }
      const raw = JSON.stringify({ type, timestamp: now.toISOString(), data })
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, now, raw),
      }
      const { status, body, text } = await call<NoticeAnswer>(url, 'POST', '/api/payments/upi/notices', { raw, headers })
      if (status >= 300) throw new Error(`notice: ${status} ${text}`)
      return body.outcome
    },
  }
}

export const setUpi = (owner: Person, upiId: string | null): Promise<SettingsAnswer> =>
  owner.call('PATCH', '/api/admin/settings', { upiId, upiName: 'Cakewire & test', payMinutes: 15 })

/** One order of one piece that is to be paid by UPI. */
export const orderByUpi = (buyer: Person, productId: string): Promise<Order> =>
  buyer.call('POST', '/api/orders', {
    items: [{ productId, quantity: 1 }],
    shippingAddress: '14, 3rd Cross, Indiranagar, Bengaluru',
    phone: '+910000000101',
    paymentMethod: 'upi',
  })

/** The minutes of an order are over now. */
export async function endPayTime({ dataDir }: ShopProcess, { _id }: Order): Promise<void> {
  await using sql = await connectEmbedded(dataDir)
  await sql.query(`update orders set pay_by = now() - interval '1 ms' where id = $1`, [_id])
}
