import type { AdminReview, ModerateReview } from '../../contract/review.ts'
import { audit } from '../audit/audit.sql.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { momentOf } from '../db/moment.sql.ts'
import { sayNotifications } from '../notifications/notify.ts'
import { refuse } from '../refusal.ts'
import { changeReview } from './change-review.ts'
import { findReview, type StoredReview, toAdminReview, updateReview } from './reviews.sql.ts'

/**
 * Puts a review on the page, or takes it off it with a reason, which its writer is told.
 * @throws Refusal `review.not-found`, `review.changed` with `{current}`
 */
export function moderateReview(
  db: Database,
  by: string | null,
  id: string,
  { state, reason, version }: ModerateReview,
): Promise<AdminReview> {
  return db.transaction(async (tx) => {
    const { productId } = (await findReview(tx, id)) ?? refuse('review.not-found')
    let seen: StoredReview | null = null
    const after = await changeReview(tx, productId, async () => {
      // Again, now that nobody else can change it.
      const before = (await findReview(tx, id)) ?? refuse('review.not-found')
      if (version !== undefined && version !== before.version) refuse('review.changed', { current: toAdminReview(before) })
      seen = before
      const act = async () => {
        await updateReview(tx, id, { state, reason: state === 'hidden' ? reason : '' })
        return id
      }
      return { before, act }
    })
    if (after === null || seen === null) return refuse('review.not-found')
    const was: StoredReview = seen
    if (state === 'hidden' && was.state !== 'hidden') tellWriter(tx, after, await momentOf(tx))
    const judged = (review: StoredReview) => ({ state: review.state, reason: review.reason })
    audit(tx, by, { action: 'review.moderate', entity: `review:${id}`, before: judged(was), after: judged(after) })
    return toAdminReview(after)
  })
}

function tellWriter(tx: Tx, { accountId, product, productId, reason }: StoredReview, at: Date): void {
  if (accountId === null) return
  const message = `Your review of ${product} was taken off the page: ${reason}`
  appendAll(tx, sayNotifications(tx, [{ to: accountId, message, type: 'info', data: { productId }, at }]))
}
