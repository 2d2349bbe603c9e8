import { userAudience } from '../../contract/events.ts'
import { type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { type Addressed, insertNotifications } from './notifications.sql.ts'

/** Stores them; the caller appends what is returned, together with its own news. */
export function sayNotifications(tx: Tx, notifications: readonly Addressed[]): Said[] {
  return insertNotifications(tx, notifications).map(({ to, ...notification }) => {
    const news = { entity: `notification:${notification._id}`, rev: 1, at: notification.createdAt }
    return to === null
      ? say({ type: 'admin_notification', ...news }, [['admin', notification]])
      : say({ type: 'customer_notification', ...news }, [[userAudience(to), notification]])
  })
}
