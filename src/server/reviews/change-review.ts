import type { Review } from '../../contract/product.ts'
import { appendProductNews } from '../catalog/product-news.ts'
import { isPublic } from '../catalog/product-row.ts'
import { findProduct, lockProduct } from '../catalog/products.sql.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { momentOf } from '../db/moment.sql.ts'
import { refuse } from '../refusal.ts'
import { findReview, moveRating, type StoredReview, toAdminReview } from './reviews.sql.ts'

const counts = (review: StoredReview | null): StoredReview | null => (review?.state === 'published' ? review : null)

/** Names what everybody may see. */
const toPublic = ({ _id, productId, user, rating, comment, date, version }: StoredReview): Review => ({
  _id,
  productId,
  user,
  rating,
  comment,
  date,
  version,
})

type Write = {
  readonly before: StoredReview | null
  /** Does it. @returns the review's id, null when it is no more */
  act(): Promise<string | null>
}

/**
 * Changes one review of a product, moves the product's rating with it and tells of both. Under the product's lock, so ratings stay exact
 * however many write at once.
 * @param look what is there and what is to be done, asked once the product is locked
 * @throws Refusal `product.not-found`, and what `look` refuses
 */
export async function changeReview(tx: Tx, productId: string, look: () => Promise<Write>): Promise<StoredReview | null> {
  const product = (await lockProduct(tx, productId)) ?? refuse('product.not-found')
  const { before, act } = await look()
  const id = await act()
  const after = id === null ? null : await findReview(tx, id)
  const [was, is] = [counts(before), counts(after)]
  if (was !== null || is !== null) {
    await moveRating(tx, productId, (is?.rating ?? 0) - (was?.rating ?? 0), (is === null ? 0 : 1) - (was === null ? 0 : 1))
    await appendProductNews(tx, product, (await findProduct(tx, productId)) ?? product)
  }
  tell(tx, before, after, { onShelf: isPublic(product), at: await momentOf(tx) })
  return after
}

/** The review is what it is under another name: its writer was forgotten. */
export async function tellReview(tx: Tx, id: string): Promise<void> {
  const review = await findReview(tx, id)
  const product = review && (await findProduct(tx, review.productId))
  if (review !== null && product !== null) tell(tx, review, review, { onShelf: isPublic(product), at: await momentOf(tx) })
}

function tell(tx: Tx, before: StoredReview | null, after: StoredReview | null, { onShelf, at }: { onShelf: boolean; at: Date }): void {
  const about = after ?? before
  if (about === null) return
  const news = { type: 'review_updated', entity: `review:${about._id}`, at: at.toISOString() } as const
  const rev = after?.version ?? about.version + 1
  const gone = { ...news, rev, gone: true as const }
  if (after === null) append(tx, gone, [['catalogue', toAdminReview(about)]])
  else append(tx, { ...news, rev }, [['catalogue', toAdminReview(after)]])
  if (!onShelf) return
  const shown = counts(after)
  if (shown !== null) append(tx, { ...news, rev }, [['public', toPublic(shown)]])
  else if (counts(before) !== null) append(tx, gone, [['public', { ...toPublic(about), user: '', comment: '' }]])
}
