import { data, useRouteError } from 'react-router'
import type { PageShop } from '../../contract/page.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import { DeniedPage } from '../admin/denied-page.tsx'
import { NewOrderBar } from '../admin/orders/new-order-bar.tsx'
import { useBell } from '../admin/orders/use-bell.ts'
import { useOrderKeys } from '../admin/orders/use-order-keys.ts'
import { useRinging } from '../admin/orders/use-ringing.ts'
import { pageShop } from '../app-context.ts'
import { useSpokenMoves } from '../orders/use-spoken-moves.ts'
import { TapsProvider } from '../taps/taps-provider.tsx'
import { WaitingTaps } from '../taps/waiting-taps.tsx'
import { useNow } from '../ui/use-now.ts'
import type { Route } from './+types/kitchen-page'
import { KitchenHeader } from './kitchen-header.tsx'
import { COLUMNS, type Column } from './tickets.ts'
import { Totals } from './totals.tsx'
import { useTickets, type WallKind } from './use-tickets.ts'
import { useWakeLock } from './use-wake-lock.ts'
import { Wall } from './wall.tsx'

/** A wall holds so many; a shop with more has more screens. */
const PAGES = 3

/** What is to be made is on the wall to the last ticket; of what is on the road the newest are enough. */
async function tickets(shop: PageShop, status: Column): Promise<readonly StaffOrder[]> {
  const atTheCounter = shop.viewer?.rights.includes('orders') === true
  const found: StaffOrder[] = []
  let after: string | null | undefined
  for (let page = 0; page < (status === 'shipped' ? 1 : PAGES) && after !== null; page++) {
    const query = { status, limit: status === 'shipped' ? 24 : 100, ...(after !== undefined && { after }) }
    const { items, next } = await (atTheCounter ? shop.adminOrders(query) : shop.tickets(query))
    found.push(...items)
    after = next
  }
  return found
}

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const { viewer } = shop
  if (viewer === null || viewer.role === 'guest') throw data({ code: 'auth.required', message: 'Sign in first.' }, { status: 401 })
  const orders = await Promise.all(COLUMNS.map((status) => tickets(shop, status)))
  return { me: viewer._id, kind: viewer.rights.includes('orders') ? ('order' as const) : ('ticket' as const), orders: orders.flat() }
}

export const meta: Route.MetaFunction = () => [{ title: 'Kitchen' }, { name: 'robots', content: 'noindex' }]

export default function KitchenPage({ loaderData: { me, kind, orders } }: Route.ComponentProps) {
  return (
    <TapsProvider key={`${me} ${kind}`} accountId={me}>
      <Kitchen loaded={orders} kind={kind} />
    </TapsProvider>
  )
}

function Kitchen({ loaded, kind }: { loaded: readonly StaffOrder[]; kind: WallKind }) {
  const now = useNow()
  const { columns, totals, takeOff, isCancelled } = useTickets(loaded, kind)
  const ringing = useRinging(kind)
  const bell = useBell(ringing.length > 0)
  useSpokenMoves(COLUMNS.flatMap((column) => columns[column]))
  useOrderKeys()
  useWakeLock()
  return (
    <div className="flex min-h-dvh flex-col bg-sunken">
      <div className="sticky top-0 z-30">
        <NewOrderBar ringing={ringing} bell={bell} hrefOf={({ _id }) => `#ticket-${_id}`} />
        <WaitingTaps />
      </div>
      <KitchenHeader bell={bell} now={now} withCounter={kind === 'order'} />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col gap-4 px-5 pb-5 xl:flex-row xl:items-start">
        <div className="max-xl:order-last xl:sticky xl:top-4 xl:w-72 xl:shrink-0">
          <Totals totals={totals} />
        </div>
        <Wall columns={columns} now={now} isCancelled={isCancelled} onTakeOff={takeOff} />
      </main>
    </div>
  )
}

export function ErrorBoundary() {
  return <DeniedPage error={useRouteError()} />
}
