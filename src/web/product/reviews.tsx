import { Star } from 'lucide-react'
import type { Product, Review } from '../../contract/product.ts'
import { useShop } from '../live/use-shop.ts'
import { formatDay } from '../ui/time.ts'
import { OwnReview } from './own-review.tsx'
import { Stars } from './stars.tsx'
import { useReviews } from './use-reviews.ts'

type Props = {
  readonly product: Pick<Product, '_id' | 'name' | 'rating' | 'reviewCount'>
  readonly loaded: readonly Review[]
}

export function Reviews({ product, loaded }: Props) {
  const { _id: productId, name, rating, reviewCount: count } = product
  const reviews = useReviews(productId, loaded)
  const { timeZone } = useShop()
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews" className="text-xl">
        Buyers say
      </h2>
      {count === 0 ? (
        <p className="mt-2 text-ink-2">Nobody has written about this one yet.</p>
      ) : (
        <p className="num mt-2 flex items-center gap-2 text-ink-2">
          <Star className="size-4.5" aria-hidden="true" />
          <b className="text-ink">{rating.toFixed(1)}</b> of 5, {count} {count === 1 ? 'review' : 'reviews'}
        </p>
      )}
      <div className="mt-4 empty:hidden">
        <OwnReview productId={productId} name={name} />
      </div>
      <ul className="mt-4 flex flex-col gap-5">
        {reviews.map((review) => (
          <li key={review._id}>
            <p className="flex flex-wrap items-center gap-x-3">
              <Stars rating={review.rating} />
              <span className="text-ink-3 text-sm">
                {review.user}, {formatDay(review.date, timeZone)}
              </span>
            </p>
            {review.comment !== '' && <p className="mt-1 whitespace-pre-line text-ink-2">{review.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
