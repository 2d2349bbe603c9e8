import { useNavigate } from 'react-router'
import type { Notification } from '../../contract/notification.ts'
import { leadsTo } from '../inbox/leads-to.ts'
import { useNews } from '../live/use-news.ts'
import { notify } from '../ui/toast.tsx'

const KINDS: Record<Notification['type'], 'success' | 'error' | 'info'> = {
  info: 'info',
  success: 'success',
  warning: 'info',
  error: 'error',
}
const MOST_AT_ONCE = 3

/**
 * What the shop tells its customer is also said where they are; it stays in the inbox. After an absence there may be many: then only
 * how many. Staff are told at the counter.
 */
export function NewsToasts() {
  const navigate = useNavigate()
  useNews((changes) => {
    const fresh = changes.flatMap((change) => (change.type === 'customer_notification' && !change.data.read ? change.data : []))
    if (fresh.length > MOST_AT_ONCE) {
      const action = { label: 'See', onClick: () => void navigate('/notifications') }
      return notify(`${fresh.length} notifications while you were away`, { action })
    }
    for (const { message, type, data } of fresh) {
      const to = leadsTo({ data })
      const action = to === null ? {} : { action: { label: 'See', onClick: () => void navigate(to) } }
      notify(message, { kind: KINDS[type], ...action })
    }
  })
  return null
}
