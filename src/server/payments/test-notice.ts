import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { NoticeTest } from '../../contract/payment.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { readSecrets } from './secrets.sql.ts'

export const NOTICES_PATH = '/api/payments/upi/notices'

/**
 * Sends the shop a truly signed notice that says nothing, by the way that the bank's side takes, and tells what was answered.
 * @throws Refusal `notice.no-secret`
 */
export async function testNotice({ db, now }: Deps, http: Pick<Api, 'inject'>): Promise<NoticeTest> {
  const [secret] = await readSecrets(db.read)
  if (secret === undefined) return refuse('notice.no-secret')
  const id = `test_${randomUUID()}`
  const at = now()
  const payload = JSON.stringify({ type: 'payment.test', timestamp: at.toISOString(), data: {} })
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, payload),
  }
  const answer = await http.inject({ method: 'POST', url: NOTICES_PATH, headers, payload })
  const { outcome = null, code = null, message = '' } = answer.json<Partial<NoticeTest>>()
  return { status: answer.statusCode, outcome, code, message }
}
