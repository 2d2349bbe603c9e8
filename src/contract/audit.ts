import * as z from 'zod'
import { Id, Paging, Time } from './shared.ts'

/** What was changed, as `product:<id>`, `settings:1`, `tax-rate:1905:2025-09-22`. */
const Entity = z.string().regex(/^[a-z-]+(:[\w-]+)*$/, 'must be like product or product:<id>')

/** One change by somebody's hand. `before` and `after` hold the fields that differ; null before: it was made, null after: it was removed. */
export const AuditEntry = z.object({
  _id: z.string(),
  at: Time,
  /** null: the account is gone. */
  by: z.object({ _id: Id, name: z.string() }).nullable(),
  /** `product.update`, `order.move`, `shop.state` … */
  action: z.string(),
  entity: Entity,
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `entity`: one thing, or all of a kind. `from` and `to`: from one moment on, before another. */
export const AuditQuery = z.strictObject({
  by: Id.optional(),
  entity: Entity.max(120).optional(),
  from: Time.optional(),
  to: Time.optional(),
  ...Paging,
})
export type AuditQuery = z.infer<typeof AuditQuery>
