import { useNavigate } from 'react-router'
import type { Notification } from '../../../contract/notification.ts'
import { useNews } from '../../live/use-news.ts'
import { notify } from '../../ui/toast.tsx'
import { leadsTo } from './leads-to.ts'

const KIND = { info: 'info', success: 'success', warning: 'info', error: 'error' } as const
/** More than these at once come from a time away: one toast says how many. */
const MOST = 3

/** A toast for each thing that staff are told of; all of them are in the inbox too. */
export function useStaffNotices(): void {
  const navigate = useNavigate()
  useNews((changes) => {
    const told = changes.flatMap((change): Notification[] =>
      change.type === 'admin_notification' && !change.data.read ? [change.data] : [],
    )
    if (told.length > MOST) {
      const action = { label: 'Inbox', onClick: () => void navigate('/admin/inbox') }
      return notify(`${told.length} notifications while you were away`, { action })
    }
    for (const notification of told) {
      const to = leadsTo(notification)
      const action = to === null ? {} : { action: { label: 'Show', onClick: () => void navigate(to) } }
      notify(notification.message, { kind: KIND[notification.type], ...action })
    }
  })
}
