import { Bell } from 'lucide-react'
import { useState } from 'react'
import { InboxList } from '../../inbox/inbox-list.tsx'
import { useNotifications } from '../../live/use-notifications.ts'
import { CountBadge } from '../../shop/count-badge.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EMPTY, leadsTo } from './leads-to.ts'

/** The inbox at hand, from every page of the counter. */
export function InboxBell() {
  const [open, setOpen] = useState(false)
  const { unread } = useNotifications()
  return (
    <>
      <button
        type="button"
        className={buttonStyle('quiet', 'square')}
        aria-haspopup="dialog"
        aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
        onClick={() => setOpen(true)}
      >
        <Bell className="size-5" aria-hidden="true" />
        <CountBadge count={unread} />
      </button>
      <Dialog open={open} onOpenChange={setOpen} title="Notifications" shape="sheet">
        <InboxList path="/admin/inbox" leadsTo={leadsTo} empty={EMPTY} onFollow={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
