import { pageShop } from '../app-context.ts'
import { InboxList, loadOlder } from '../inbox/inbox-list.tsx'
import type { Route } from './+types/inbox-page'
import { AdminTitle } from './admin-shell.tsx'
import { EMPTY, leadsTo } from './inbox/leads-to.ts'

export const loader = async ({ context, url }: Route.LoaderArgs) => ({
  older: await loadOlder(context.get(pageShop), url.searchParams),
})

export default function InboxPage({ loaderData: { older } }: Route.ComponentProps) {
  return (
    <>
      <title>Inbox · Counter</title>
      <AdminTitle title="Inbox" />
      <div className="max-w-3xl">
        <InboxList older={older} path="/admin/inbox" leadsTo={leadsTo} empty={EMPTY} />
      </div>
    </>
  )
}
