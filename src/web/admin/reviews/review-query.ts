import type { Page } from '../../../contract/page.ts'
import { type AdminReview, REVIEW_STATES, type ReviewState } from '../../../contract/review.ts'

export type ReviewView = { readonly state?: ReviewState; readonly after?: string }

/** What the URL asks for. */
export function readView(params: URLSearchParams): ReviewView {
  const state = REVIEW_STATES.find((each) => each === params.get('state'))
  const after = params.get('after')
  return { ...(state !== undefined && { state }), ...(after !== null && { after }) }
}

export function hrefOf(view: ReviewView): string {
  const params = new URLSearchParams(view)
  return params.size === 0 ? '/admin/reviews' : `/admin/reviews?${params}`
}

/** Whether a review would now stand on this page although it does not yet. */
export function arrives(review: AdminReview, page: Page<AdminReview>, { state, after }: ReviewView): boolean {
  if (after !== undefined || (state !== undefined && review.state !== state)) return false
  if (page.items.some(({ _id }) => _id === review._id)) return false
  const last = page.items.at(-1)
  return page.next === null || last === undefined || review.date > last.date
}
