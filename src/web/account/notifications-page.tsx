import type { Notification } from '../../contract/notification.ts'
import { leadsTo as leadsStaffTo } from '../admin/inbox/leads-to.ts'
import { InboxList } from '../inbox/inbox-list.tsx'
import { useAccount } from '../root-data.ts'
import type { Route } from './+types/notifications-page'

export const meta: Route.MetaFunction = () => [{ title: 'Notifications' }]

const leadsTo = ({ data }: Notification): string | null =>
  typeof data?.orderId === 'string' ? `/orders/${encodeURIComponent(data.orderId)}` : null

/** Guests are told what becomes of their orders, too. */
export default function NotificationsPage() {
  const account = useAccount()
  const staff = account !== null && account.role !== 'customer'
  return (
    <div className="page-width max-w-3xl py-6 md:py-10">
      <h1 className="mb-4 text-3xl">Notifications</h1>
      <InboxList leadsTo={staff ? leadsStaffTo : leadsTo} empty="What happens to your orders is told here." />
    </div>
  )
}
