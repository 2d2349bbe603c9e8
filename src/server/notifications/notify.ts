import { userAudience } from '../../contract/events.ts'
import { appendAll, type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { type Addressed, insertNotifications, type NewNotification } from './notifications.sql.ts'

/** Tells all staff, those who are away too: it is stored, and read by each for themselves. */
export async function notifyStaff(tx: Tx, notification: NewNotification): Promise<void> {
  await appendAll(tx, await sayNotifications(tx, [{ ...notification, to: null }]))
}

/** Tells one person, guest or customer. */
export async function notifyCustomer(tx: Tx, accountId: string, notification: NewNotification): Promise<void> {
  await appendAll(tx, await sayNotifications(tx, [{ ...notification, to: accountId }]))
}

/** Stores them; the caller appends what is returned, together with its own news. */
export async function sayNotifications(tx: Tx, notifications: readonly Addressed[]): Promise<Said[]> {
  const stored = await insertNotifications(tx, notifications)
  return stored.map(({ to, ...notification }) => {
    const news = { entity: `notification:${notification._id}`, rev: 1, at: notification.createdAt }
    return to === null
      ? say({ type: 'admin_notification', ...news }, [['admin', notification]])
      : say({ type: 'customer_notification', ...news }, [[userAudience(to), notification]])
  })
}
