import { InboxList } from '../inbox/inbox-list.tsx'
import { AdminTitle } from './admin-shell.tsx'
import { EMPTY, leadsTo } from './inbox/leads-to.ts'

export default function InboxPage() {
  return (
    <>
      <title>Inbox · Counter</title>
      <AdminTitle title="Inbox" />
      <div className="max-w-3xl">
        <InboxList leadsTo={leadsTo} empty={EMPTY} />
      </div>
    </>
  )
}
