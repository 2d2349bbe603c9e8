import type { OwnReview, ReviewState, WriteReview } from '../../contract/review.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Database, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { changeReview } from './change-review.ts'
import {
  areFirstChecked,
  deleteReview,
  findReviewOf,
  hasReceived,
  insertReview,
  type StoredReview,
  toOwnReview,
  updateReview,
} from './reviews.sql.ts'

/** What staff have hidden stays so, whatever is written over it. */
const stateOf = async (tx: Tx, before: StoredReview | null): Promise<ReviewState> =>
  before?.state === 'hidden' ? 'hidden' : (await areFirstChecked(tx)) ? 'waiting' : 'published'

/**
 * One review a person and product: the first time it is written, then edited.
 * @throws Refusal `review.not-bought` when no order of theirs with it was delivered, `product.not-found`
 */
export function writeReview(db: Database, { accountId, name }: Viewer, productId: string, said: WriteReview): Promise<OwnReview> {
  return db.transaction(async (tx) => {
    const after = await changeReview(tx, productId, async () => {
      if (!(await hasReceived(tx, productId, accountId))) refuse('review.not-bought')
      const before = await findReviewOf(tx, productId, accountId)
      const state = await stateOf(tx, before)
      const act = async () => {
        if (before === null) return await insertReview(tx, { productId, accountId, author: name, ...said, state })
        await updateReview(tx, before._id, { ...said, state })
        return before._id
      }
      return { before, act }
    })
    return after === null ? refuse('review.not-found') : toOwnReview(after)
  })
}

/**
 * Takes an own review back. One that staff have hidden loses its words but stays, so that it is not written anew around them.
 * @throws Refusal `review.not-found`, `product.not-found`
 */
export async function takeBackReview(db: Database, { accountId }: Viewer, productId: string): Promise<void> {
  await db.transaction((tx) =>
    changeReview(tx, productId, async () => {
      const before = (await findReviewOf(tx, productId, accountId)) ?? refuse('review.not-found')
      const act = async () => {
        if (before.state === 'hidden') await updateReview(tx, before._id, { comment: '' })
        else await deleteReview(tx, before._id)
        return before.state === 'hidden' ? before._id : null
      }
      return { before, act }
    }),
  )
}
