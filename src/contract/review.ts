import * as z from 'zod'
import { Review } from './product.ts'
import { Id, line, Paging, prose } from './shared.ts'

/** `waiting`: nobody sees it before staff looked at it. `hidden`: staff took it off the page. */
export const REVIEW_STATES = ['published', 'waiting', 'hidden'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

export const WriteReview = z.strictObject({ rating: z.int().min(1).max(5), comment: prose(1000).default('') })
export type WriteReview = z.infer<typeof WriteReview>

const moderation = { state: z.enum(REVIEW_STATES), reason: z.string() }
/** As its writer sees it. */
export const OwnReview = Review.extend(moderation)
export type OwnReview = z.infer<typeof OwnReview>
/** As staff see it. */
export const AdminReview = Review.extend({ ...moderation, product: z.string() })
export type AdminReview = z.infer<typeof AdminReview>

/** Whether the viewer may write one, and the one that they wrote. */
export const ReviewAnswer = z.object({ may: z.boolean(), review: OwnReview.nullable() })
export type ReviewAnswer = z.infer<typeof ReviewAnswer>

export const ReviewQuery = z.strictObject({ state: z.enum(REVIEW_STATES).optional(), product: Id.optional(), ...Paging })
export type ReviewQuery = z.infer<typeof ReviewQuery>
export const ModerateReview = z
  .strictObject({ state: z.enum(REVIEW_STATES), reason: line(200, 0).default(''), version: z.int().min(1).optional() })
  .refine(({ state, reason }) => state !== 'hidden' || reason !== '', { path: ['reason'], message: 'must say why it is hidden' })
export type ModerateReview = z.infer<typeof ModerateReview>
