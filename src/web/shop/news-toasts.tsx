import type { Notification } from '../../contract/notification.ts'
import { useNews } from '../live/use-news.ts'
import { notify } from '../ui/toast.tsx'

const KINDS: Record<Notification['type'], 'success' | 'error' | 'info'> = {
  info: 'info',
  success: 'success',
  warning: 'info',
  error: 'error',
}
const MOST_AT_ONCE = 3

/** A new notification is also said where one is; it stays in the inbox. After an absence there may be many: then only how many. */
export function NewsToasts() {
  useNews((changes) => {
    const fresh = changes.flatMap((change) =>
      (change.type === 'admin_notification' || change.type === 'customer_notification') && change.gone !== true && !change.data.read
        ? change.data
        : [],
    )
    if (fresh.length > MOST_AT_ONCE) return notify(`${fresh.length} new notifications`)
    for (const { message, type } of fresh) notify(message, { kind: KINDS[type] })
  })
  return null
}
