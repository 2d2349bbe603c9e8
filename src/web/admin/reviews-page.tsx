import { useMemo } from 'react'
import { Link } from 'react-router'
import type { AdminReview } from '../../contract/review.ts'
import { pageShop } from '../app-context.ts'
import { ArrivalsChip } from '../catalogue/arrivals-chip.tsx'
import { newest } from '../live/newest.ts'
import { useEntities } from '../live/use-entities.ts'
import { useArrivals } from '../live/use-news.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/reviews-page'
import { AdminTitle } from './admin-shell.tsx'
import { arrives, hrefOf, type ReviewView, readView } from './reviews/review-query.ts'
import { ReviewRow } from './reviews/review-row.tsx'

export async function loader({ context, url }: Route.LoaderArgs) {
  const view = readView(url.searchParams)
  return { page: await context.get(pageShop).adminReviews(view), view }
}

const VIEWS: readonly (readonly [word: string, view: ReviewView])[] = [
  ['All', {}],
  ['Waiting', { state: 'waiting' }],
  ['On the page', { state: 'published' }],
  ['Hidden', { state: 'hidden' }],
]

export default function ReviewsPage({ loaderData: { page, view } }: Route.ComponentProps) {
  const entities = useEntities()
  const reviews = useMemo(
    () => page.items.flatMap((review) => newest(entities.get(`review:${review._id}`), review, review.version) ?? []),
    [entities, page],
  )
  const news = useArrivals(page, ({ type, data }) => type === 'review_updated' && arrives(data as AdminReview, page, view))
  return (
    <>
      <title>Reviews · Counter</title>
      <AdminTitle title="Reviews">{null}</AdminTitle>
      <nav aria-label="Reviews by state" className="mb-4 flex flex-wrap gap-2">
        {VIEWS.map(([word, other]) => (
          <Link
            key={word}
            to={hrefOf(other)}
            aria-current={other.state === view.state ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded-full bg-surface px-4 font-[650] text-sm shadow-[inset_0_0_0_1.5px_var(--line)] hover:bg-sunken aria-[current]:bg-solid aria-[current]:text-on-solid aria-[current]:shadow-none"
          >
            {word}
          </Link>
        ))}
        <ArrivalsChip count={news.count} onShow={news.show} />
      </nav>
      {reviews.length === 0 ? (
        <EmptyState title="No review here">Who had a cake delivered can write one.</EmptyState>
      ) : (
        <ul className="flex max-w-3xl flex-col gap-3">
          {reviews.map((review) => (
            <li key={review._id}>
              <ReviewRow review={review} />
            </li>
          ))}
        </ul>
      )}
      {page.next !== null && (
        <div className="mt-4">
          <LinkButton to={hrefOf({ ...view, after: page.next })}>Older ones</LinkButton>
        </div>
      )}
    </>
  )
}
