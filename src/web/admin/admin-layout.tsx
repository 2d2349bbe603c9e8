import { data, Outlet, type ShouldRevalidateFunctionArgs, useRouteError } from 'react-router'
import { pageShop } from '../app-context.ts'
import { useAccount } from '../root-data.ts'
import { ErrorNotice } from '../shop/error-notice.tsx'
import { TapsProvider } from '../taps/taps-provider.tsx'
import { WaitingTaps } from '../taps/waiting-taps.tsx'
import type { Route } from './+types/admin-layout'
import type { AdminContext } from './admin-context.ts'
import { AdminShell } from './admin-shell.tsx'
import { DeniedPage } from './denied-page.tsx'
import { useStaffNotices } from './inbox/use-staff-notices.ts'
import { NewOrderBar } from './orders/new-order-bar.tsx'
import { useBell } from './orders/use-bell.ts'
import { type OrderCounts, useOrderCounts } from './orders/use-order-counts.ts'
import { useRinging } from './orders/use-ringing.ts'
import { refusalStatus } from './refusal-status.ts'

/** The server denies every page below by itself as well. */
export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const { viewer } = shop
  if (viewer === null || viewer.role === 'guest') throw data({ code: 'auth.required', message: 'Sign in first.' }, { status: 401 })
  if (viewer.role === 'customer') throw data({ code: 'access.denied', message: 'This is not for your account.' }, { status: 403 })
  return { me: viewer._id, counts: viewer.rights.includes('orders') ? await shop.adminOrderCounts() : null }
}

/** A filter in the URL tells the frame nothing new. */
export const shouldRevalidate = ({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  currentUrl.href === nextUrl.href && defaultShouldRevalidate

export const meta: Route.MetaFunction = () => [{ title: 'Counter' }, { name: 'robots', content: 'noindex' }]

export default function AdminLayout({ loaderData }: Route.ComponentProps) {
  return (
    <TapsProvider key={loaderData.me} accountId={loaderData.me}>
      <Counter loaded={loaderData.counts} />
    </TapsProvider>
  )
}

function Counter({ loaded }: { loaded: OrderCounts | null }) {
  const counts = useOrderCounts(loaded)
  const ringing = useRinging(loaded === null ? null : 'order')
  const bell = useBell(ringing.length > 0)
  useStaffNotices()
  return (
    <AdminShell
      counts={counts}
      bell={bell}
      bar={
        <>
          <NewOrderBar ringing={ringing} bell={bell} hrefOf={({ _id }) => `/admin/orders?order=${_id}`} />
          <WaitingTaps />
        </>
      }
    >
      <Outlet context={{ counts } satisfies AdminContext} />
    </AdminShell>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const account = useAccount()
  const staff = account !== null && account.role !== 'customer'
  if (!staff) return <DeniedPage error={error} />
  return (
    <AdminShell counts={null} bell={null} bar={null}>
      {refusalStatus(error) !== null ? <DeniedPage error={error} inside /> : <ErrorNotice error={error} />}
    </AdminShell>
  )
}
