import { useMemo } from 'react'
import { Link, useRevalidator } from 'react-router'
import { REVIEW_STATES, type ReviewState } from '../../contract/review.ts'
import { pageShop } from '../app-context.ts'
import { ArrivalsChip } from '../catalogue/arrivals-chip.tsx'
import { newest } from '../live/newest.ts'
import { useEntities } from '../live/use-entities.ts'
import { useArrivals } from '../live/use-news.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/reviews-page'
import { AdminTitle } from './admin-shell.tsx'
import { ReviewRow } from './reviews/review-row.tsx'

const readState = (text: string | null): ReviewState | undefined => REVIEW_STATES.find((state) => state === text)

export async function loader({ context, url }: Route.LoaderArgs) {
  const state = readState(url.searchParams.get('state'))
  const after = url.searchParams.get('after') ?? undefined
  const page = await context.get(pageShop).adminReviews({ ...(state && { state }), ...(after !== undefined && { after }) })
  return { page, state: state ?? null }
}

const VIEWS = [
  [null, 'All'],
  ['waiting', 'Waiting'],
  ['published', 'On the page'],
  ['hidden', 'Hidden'],
] as const

const hrefOf = (state: ReviewState | null, after?: string): string => {
  const query = new URLSearchParams({ ...(state !== null && { state }), ...(after !== undefined && { after }) }).toString()
  return query === '' ? '/admin/reviews' : `/admin/reviews?${query}`
}

export default function ReviewsPage({ loaderData: { page, state } }: Route.ComponentProps) {
  const entities = useEntities()
  const { revalidate } = useRevalidator()
  const reviews = useMemo(
    () => page.items.flatMap((review) => newest(entities.get(`review:${review._id}`), review, review.version) ?? []),
    [entities, page],
  )
  const shown = new Set(page.items.map(({ _id }) => `review:${_id}`))
  const news = useArrivals(({ type, entity }) => type === 'review_updated' && !shown.has(entity))
  return (
    <>
      <title>Reviews · Counter</title>
      <AdminTitle title="Reviews">{null}</AdminTitle>
      <nav aria-label="Reviews by state" className="mb-4 flex flex-wrap gap-2">
        {VIEWS.map(([view, word]) => (
          <Link
            key={word}
            to={hrefOf(view)}
            aria-current={view === state ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded-full bg-surface px-4 font-[650] text-sm shadow-[inset_0_0_0_1.5px_var(--line)] hover:bg-sunken aria-[current]:bg-solid aria-[current]:text-on-solid aria-[current]:shadow-none"
          >
            {word}
          </Link>
        ))}
        <ArrivalsChip
          count={news.count}
          onShow={() => {
            news.clear()
            void revalidate()
          }}
        />
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
          <LinkButton to={hrefOf(state, page.next)}>Older ones</LinkButton>
        </div>
      )}
    </>
  )
}
