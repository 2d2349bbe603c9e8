import { expect, test } from 'vitest'
import type { AdminReview, ReviewState } from '../../../contract/review.ts'
import { arrives } from './review-query.ts'

const review = (_id: string, state: ReviewState, date: string) => ({ _id, state, date }) as AdminReview
const stands = review('stands', 'waiting', '2026-11-20')
const page = (next: string | null) => ({ items: [stands], total: 1, next })

test('a review waits above the first page of a view that it belongs to', () => {
  const fresh = review('fresh', 'waiting', '2026-11-21')
  expect(arrives(fresh, page(null), {})).toBe(true)
  expect(arrives(fresh, page(null), { state: 'waiting' })).toBe(true)
  expect(arrives(fresh, page(null), { state: 'published' })).toBe(false)
  expect(arrives(fresh, page(null), { after: 'mark' })).toBe(false)
  expect(arrives(stands, page(null), {})).toBe(false)
})

test('an older one waits where there is no older page for it', () => {
  const older = review('older', 'waiting', '2026-11-19')
  expect([page(null), page('more')].map((each) => arrives(older, each, {}))).toEqual([true, false])
})
