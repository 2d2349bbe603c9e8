import * as z from 'zod'
import { AdminReview, ModerateReview, OwnReview, ReviewAnswer, ReviewQuery, WriteReview } from '../../contract/review.ts'
import { Id } from '../../contract/shared.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { sendPage } from '../http/paging.ts'
import { refuse } from '../refusal.ts'
import { moderateReview } from './moderate-review.ts'
import { findReviewOf, hasReceived, listReviews, toOwnReview } from './reviews.sql.ts'
import { takeBackReview, writeReview } from './write-review.ts'

const tags = ['reviews']
const ById = z.strictObject({ id: Id })

export function reviewRoutes(api: Api, deps: Deps): void {
  ownRoutes(api, deps)
  staffRoutes(api, deps)
}

function ownRoutes(api: Api, { db }: Deps): void {
  const config = { access: 'person' } as const

  api.get(
    '/products/:id/review',
    {
      config,
      schema: { tags, summary: 'Your review of a product, and whether you may write one', params: ById, response: { 200: ReviewAnswer } },
    },
    async ({ viewer, params: { id } }) => {
      if (viewer === null) return { may: false, review: null }
      const review = await findReviewOf(db.read, id, viewer.accountId)
      return { may: await hasReceived(db.read, id, viewer.accountId), review: review === null ? null : toOwnReview(review) }
    },
  )

  api.put(
    '/products/:id/review',
    {
      config,
      schema: {
        tags,
        summary: 'Write or edit your review of a product that was delivered to you',
        params: ById,
        body: WriteReview,
        response: { 200: OwnReview },
      },
    },
    async ({ viewer, params, body }) => writeReview(db, viewer ?? refuse('auth.required'), params.id, body),
  )

  api.delete(
    '/products/:id/review',
    { config, schema: { tags, summary: 'Take your review back', params: ById, response: { 204: z.null() } } },
    async ({ viewer, params }, reply) => {
      await takeBackReview(db, viewer ?? refuse('auth.required'), params.id)
      return reply.code(204).send(null)
    },
  )
}

function staffRoutes(api: Api, { db }: Deps): void {
  const config = { access: { right: 'catalogue' } } as const

  api.get(
    '/admin/reviews',
    {
      config,
      schema: { tags, summary: 'All reviews, newest first', querystring: ReviewQuery, response: { 200: z.array(AdminReview) } },
    },
    async (request, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), (read) => listReviews(read, request.query))
      return [...sendPage(request, reply, data, cursor)]
    },
  )

  api.patch(
    '/admin/reviews/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Publish a review, or hide it with a reason',
        description: 'With `version` only while it is still at that one; otherwise 409 `review.changed` with `current`.',
        params: ById,
        body: ModerateReview,
        response: { 200: AdminReview },
      },
    },
    async ({ viewer, params, body }) => moderateReview(db, viewer?.accountId ?? null, params.id, body),
  )
}
