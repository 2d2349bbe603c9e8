import { Webhook } from 'standardwebhooks'
import { PaymentNoticeBody } from '../../contract/payment.ts'
import { refuse } from '../refusal.ts'

/** As it came over the wire. */
export type RawNotice = { readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: Buffer }

/**
 * The Standard Webhooks scheme: HMAC over id, stamp and the raw body, at most five minutes old or ahead.
 * @throws Refusal `notice.not-authentic` for whatever is not signed with one of the secrets; `request.invalid` for what is, but says nothing
 *   that the shop knows
 */
export function verifyNotice(
  { headers, body }: RawNotice,
  secrets: readonly string[],
): { readonly id: string; readonly said: PaymentNoticeBody } {
  const { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signature } = headers
  if (typeof id !== 'string' || typeof stamp !== 'string' || typeof signature !== 'string') return refuse('notice.not-authentic')
  if (!/^[\x21-\x7e]{1,255}$/.test(id) || !/^\d{1,12}$/.test(stamp)) refuse('notice.not-authentic')
  const signed = { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signature }
  if (!secrets.some((secret) => isSigned(new Webhook(secret), body, signed))) refuse('notice.not-authentic')
  return { id, said: readBody(body) }
}

function isSigned(webhook: Webhook, body: Buffer, headers: Record<string, string>): boolean {
  try {
    webhook.verify(body, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function readBody(body: Buffer): PaymentNoticeBody {
  const { data, error } = PaymentNoticeBody.safeParse(parse(body))
  if (data !== undefined) return data
  return refuse('request.invalid', { issues: error?.issues.map(({ path, message }) => ({ path: ['body', ...path].join('/'), message })) })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return refuse('request.invalid', { issues: [{ path: 'body', message: 'must be JSON' }] })
  }
}
