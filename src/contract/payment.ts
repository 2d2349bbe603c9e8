import * as z from 'zod'
import { MAX_PAISE } from '../domain/money.ts'
import { line, Paging, Time } from './shared.ts'

/** As banks write their ids: one word of visible ASCII. */
const Reference = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be one word of at most 64 visible ASCII characters')

export const NOTICE_KINDS = ['payment.authorized', 'payment.paid', 'payment.failed', 'payment.refunded'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

const data = {
  /** The bank's id of the payment. */
  payment: Reference,
  /** The order's number such as CW-1041, or its id. */
  order: Reference,
  /** In hundredths: paise. */
  amount: z.int().min(1).max(MAX_PAISE),
  /** ISO 4217; money in another than INR is held. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as INR'),
}
const notice = <K extends NoticeKind>(kind: K) => z.strictObject({ type: z.literal(kind), timestamp: Time, data: z.strictObject(data) })

/** What the bank's side says of a payment, once its signature held. `payment.test` says nothing and does nothing. */
export const PaymentNoticeBody = z.discriminatedUnion('type', [
  notice('payment.authorized'),
  notice('payment.paid'),
  notice('payment.failed'),
  z.strictObject({
    type: z.literal('payment.refunded'),
    timestamp: Time,
    /** `refund`: which of several; `amount`: what went back by this one. */
    data: z.strictObject({ ...data, refund: Reference.optional() }),
  }),
  z.strictObject({ type: z.literal('payment.test'), timestamp: Time, data: z.strictObject({}) }),
])
export type PaymentNoticeBody = z.infer<typeof PaymentNoticeBody>

/**
 * - `applied`: the order's money is counted with it
 * - `repeated`: it was said before
 * - `held`: money of another amount or currency, or a payment that was for another order
 * - `parked`: no such order yet; looked for again for three days
 * - `unknown`: there was none
 */
export const NOTICE_OUTCOMES = ['applied', 'repeated', 'held', 'parked', 'unknown'] as const
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number]
export const NoticeAnswer = z.object({ outcome: z.enum([...NOTICE_OUTCOMES, 'tested']) })
export type NoticeAnswer = z.infer<typeof NoticeAnswer>

/** One that came, as staff see it. */
export const PaymentNotice = z.object({
  _id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  payment: z.string(),
  refund: z.string(),
  /** As it was named. */
  order: z.string(),
  /** null: there is no such order. */
  orderId: z.string().nullable(),
  /** In units of the currency, as rupees. */
  amount: z.number(),
  currency: z.string(),
  outcome: z.enum(NOTICE_OUTCOMES),
  /** When the bank's side says that it happened. */
  happenedAt: Time,
  receivedAt: Time,
})
export type PaymentNotice = z.infer<typeof PaymentNotice>
export const PaymentNoticeQuery = z.strictObject(Paging)
export type PaymentNoticeQuery = z.infer<typeof PaymentNoticeQuery>

/** How the secret of the notices stands; the secret itself is told once, when it is made. */
export const PaymentSecretState = z.object({
  /** null: there is none, and no notice is taken. */
  madeAt: Time.nullable(),
  /** Until when the one before is still good; null: it is not. */
  previousUntil: Time.nullable(),
})
export type PaymentSecretState = z.infer<typeof PaymentSecretState>
export const NewPaymentSecret = PaymentSecretState.extend({ secret: z.string() })
export type NewPaymentSecret = z.infer<typeof NewPaymentSecret>

/** What a notice of the shop to itself was answered. */
export const NoticeTest = z.object({ status: z.int(), outcome: z.string().nullable(), code: z.string().nullable(), message: z.string() })
export type NoticeTest = z.infer<typeof NoticeTest>

/**
 * Staff say that money came or was given back; `reference` is the bank's, such as the UTR. `rev`: of the order that they saw, since what
 * their word means depends on the money that is there; when it differs: 409 `order.changed`.
 */
export const SayMoney = z.strictObject({ reference: line(64, 0).optional(), rev: z.int().min(1).optional() })
export type SayMoney = z.infer<typeof SayMoney>
