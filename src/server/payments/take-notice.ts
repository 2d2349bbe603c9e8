import type { NoticeAnswer } from '../../contract/payment.ts'
import type { Deps } from '../deps.ts'
import { applyNotice, conclude } from './apply-notice.ts'
import { findOrderId, insertNotice } from './notices.sql.ts'
import { readSecrets } from './secrets.sql.ts'
import { type RawNotice, verifyNotice } from './verify-notice.ts'

/**
 * What the bank's side says of a payment: written down once, and counted for its order, in one transaction. When there is no such order,
 * perhaps because it is only being committed, it is parked (sweep-notices.ts).
 * @throws Refusal `notice.not-authentic`, and then nothing is written; `request.invalid`
 */
export async function takeNotice({ db }: Pick<Deps, 'db'>, raw: RawNotice): Promise<NoticeAnswer> {
  const { id: webhookId, said } = verifyNotice(raw, await readSecrets(db.read))
  if (said.type === 'payment.test') return { outcome: 'tested' }
  const refund = said.type === 'payment.refunded' ? (said.data.refund ?? '') : ''
  return await db.transaction(async (tx) => {
    const notice = await insertNotice(tx, { webhookId, kind: said.type, happenedAt: said.timestamp, ...said.data, refund })
    if (notice === null) return { outcome: 'repeated' }
    const orderId = await findOrderId(tx, said.data.order)
    if (orderId !== null) return { outcome: await applyNotice(tx, notice, orderId) }
    await conclude(tx, notice, 'parked', null)
    return { outcome: 'parked' }
  })
}
