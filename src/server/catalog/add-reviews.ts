import type { Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { appendProductNews } from './product-news.ts'
import { findProduct, insertReviews, lockProduct, type NewReview } from './products.sql.ts'

/** Stores reviews (1 to 5 stars) of one product and moves its rating with them. */
export async function addReviews(tx: Tx, productId: string, reviews: readonly NewReview[]): Promise<void> {
  if (reviews.length === 0) return
  const before = (await lockProduct(tx, productId)) ?? refuse('product.not-found')
  await insertReviews(tx, productId, reviews)
  await appendProductNews(tx, before, (await findProduct(tx, productId)) ?? before)
}
