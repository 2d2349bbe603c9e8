import { userAudience } from '../../contract/events.ts'
import type { Notification } from '../../contract/notification.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { insertNotification, type NewNotification } from './notifications.sql.ts'

const news = (type: 'admin_notification' | 'customer_notification', { _id, createdAt }: Notification) => ({
  type,
  entity: `notification:${_id}`,
  rev: 1,
  at: createdAt,
})

/** Tells all staff, those who are away too: it is stored, and read by each for themselves. */
export async function notifyStaff(tx: Tx, notification: NewNotification): Promise<void> {
  const stored = await insertNotification(tx, null, notification)
  await append(tx, news('admin_notification', stored), [['admin', stored]])
}

/** Tells one person, guest or customer. */
export async function notifyCustomer(tx: Tx, accountId: string, notification: NewNotification): Promise<void> {
  const stored = await insertNotification(tx, accountId, notification)
  await append(tx, news('customer_notification', stored), [[userAudience(accountId), stored]])
}
