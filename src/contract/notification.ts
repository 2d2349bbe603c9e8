import * as z from 'zod'
import { Id, Paging, Time } from './shared.ts'

export const NOTIFICATION_TYPES = ['info', 'success', 'warning', 'error'] as const
export const Notification = z.object({
  _id: Id,
  message: z.string(),
  type: z.enum(NOTIFICATION_TYPES),
  data: z.record(z.string(), z.unknown()).nullable(),
  read: z.boolean(),
  createdAt: Time,
})
export type Notification = z.infer<typeof Notification>
export const NotificationQuery = z.strictObject(Paging)
export type NotificationQuery = z.infer<typeof NotificationQuery>
/** Up to 100 of them, or all. */
export const MarkRead = z.union([z.strictObject({ ids: z.array(Id).min(1).max(100) }), z.strictObject({ all: z.literal(true) })])
export type MarkRead = z.infer<typeof MarkRead>
