import { AdminTitle } from './admin-shell.tsx'
import { InboxList } from './inbox/inbox-list.tsx'

export default function InboxPage() {
  return (
    <>
      <title>Inbox · Counter</title>
      <AdminTitle title="Inbox" />
      <div className="max-w-3xl">
        <InboxList />
      </div>
    </>
  )
}
