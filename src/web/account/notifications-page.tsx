import { leadsTo as leadsStaffTo } from '../admin/inbox/leads-to.ts'
import { pageShop } from '../app-context.ts'
import { InboxList, loadOlder } from '../inbox/inbox-list.tsx'
import { leadsTo } from '../inbox/leads-to.ts'
import { useAccount } from '../root-data.ts'
import type { Route } from './+types/notifications-page'

export const loader = async ({ context, url }: Route.LoaderArgs) => ({
  older: await loadOlder(context.get(pageShop), url.searchParams),
})

export const meta: Route.MetaFunction = () => [{ title: 'Notifications' }]

/** Guests are told what becomes of their orders, too. */
export default function NotificationsPage({ loaderData: { older } }: Route.ComponentProps) {
  const account = useAccount()
  const staff = account !== null && account.role !== 'customer'
  return (
    <div className="page-width max-w-3xl py-6 md:py-10">
      <h1 className="mb-4 text-3xl">Notifications</h1>
      <InboxList
        older={older}
        path="/notifications"
        leadsTo={staff ? leadsStaffTo : leadsTo}
        empty="What happens to your orders, and what is back that you wait for, is told here."
      />
    </div>
  )
}
