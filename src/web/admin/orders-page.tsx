import { useMemo } from 'react'
import { Link, type ShouldRevalidateFunctionArgs, useNavigate, useSearchParams } from 'react-router'
import type { AdminOrder } from '../../contract/order.ts'
import { pageShop } from '../app-context.ts'
import { ArrivalsChip } from '../catalogue/arrivals-chip.tsx'
import { knownOrder } from '../live/known.ts'
import { useLiveList, useSeed } from '../live/use-entities.ts'
import { useArrivals } from '../live/use-news.ts'
import { useSpokenMoves } from '../orders/use-spoken-moves.ts'
import { useShownOrders } from '../taps/use-order-taps.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { counted } from '../ui/counted.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useAddress } from '../use-address.ts'
import type { Route } from './+types/orders-page'
import { useAdmin } from './admin-context.ts'
import { AdminTitle } from './admin-shell.tsx'
import { ChosenOrder } from './orders/chosen-order.tsx'
import { DueFilter } from './orders/due-filter.tsx'
import { arrives, hrefOf, readOrderQuery } from './orders/order-query.ts'
import { OrderTable } from './orders/order-table.tsx'
import { StatusViews } from './orders/status-views.tsx'
import { useOrderKeys } from './orders/use-order-keys.ts'
import { SearchField } from './search-field.tsx'
import { useMedia } from './use-media.ts'

export async function loader({ context, url }: Route.LoaderArgs) {
  const query = readOrderQuery(url.searchParams)
  const shop = context.get(pageShop)
  return { page: await shop.adminOrders(query), slots: await shop.slots(), query }
}

/** Opening an order changes the URL and nothing in the list. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  if (currentUrl.href === nextUrl.href) return defaultShouldRevalidate
  return JSON.stringify(readOrderQuery(currentUrl.searchParams)) !== JSON.stringify(readOrderQuery(nextUrl.searchParams))
}

export default function AdminOrdersPage({ loaderData: { page, slots, query } }: Route.ComponentProps) {
  const { counts } = useAdmin()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  // What the list is on its way to show: what is pressed or typed next begins there.
  const asked = readOrderQuery(useAddress().nextParams)
  const chosen = params.get('order')
  const wide = useMedia('(min-width: 1280px)')
  useSeed(useMemo(() => page.items.map(knownOrder), [page]))
  const orders = useLiveList('order', page.items)
  const news = useNewOrders(page, query)
  useOrderKeys()
  useSpokenMoves(orders)
  const shown = useShownOrders(orders)
  const withOrder = (id: string | null) => {
    const next = new URLSearchParams(params)
    if (id === null) next.delete('order')
    else next.set('order', id)
    return next.size === 0 ? '/admin/orders' : `/admin/orders?${next}`
  }
  return (
    <>
      <title>Orders · Counter</title>
      <AdminTitle title="Orders">
        <SearchField
          label="Search orders"
          placeholder="Name, mobile, number"
          value={asked.search ?? ''}
          onSearch={(search) => void navigate(hrefOf({ ...asked, search, after: undefined }), { replace: true })}
        />
      </AdminTitle>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <div className="min-w-0 basis-full">
          <StatusViews query={asked} counts={counts} />
        </div>
        <DueFilter query={asked} slots={slots} />
        <ArrivalsChip count={news.count} onShow={news.show} />
      </div>
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          {orders.length === 0 ? (
            <NoOrders query={query} />
          ) : (
            <OrderTable orders={shown} selected={chosen} brief={wide && chosen !== null} hrefOf={withOrder} />
          )}
          <Pages page={page} query={query} />
        </div>
        <ChosenOrder wide={wide} id={chosen} listed={orders} onClose={() => void navigate(withOrder(null), { preventScrollReset: true })} />
      </div>
    </>
  )
}

type Loaded = Route.ComponentProps['loaderData']

/** Orders that belong on this page and wait above it. */
function useNewOrders(page: Loaded['page'], query: Loaded['query']) {
  return useArrivals(page, (change) => change.entity.startsWith('order:') && arrives(change.data as AdminOrder, page, query))
}

function NoOrders({ query }: Pick<Loaded, 'query'>) {
  if (query.search !== undefined) {
    return (
      <EmptyState
        title={`No order for “${query.search}”`}
        action={
          <Link to={hrefOf({ ...query, search: undefined, after: undefined })} className={buttonStyle('outline')}>
            Clear the search
          </Link>
        }
      >
        Numbers, phones, names and e-mails are searched.
      </EmptyState>
    )
  }
  if (query.day !== undefined || query.slot !== undefined) {
    return (
      <EmptyState
        title="No orders for then"
        action={
          <Link to={hrefOf({ ...query, day: undefined, slot: undefined, after: undefined })} className={buttonStyle('outline')}>
            Orders of all days
          </Link>
        }
      >
        What is ordered for that time shows itself here.
      </EmptyState>
    )
  }
  return <EmptyState title="No orders here">A new order shows itself here by itself, with a bell.</EmptyState>
}

function Pages({ page, query }: Pick<Loaded, 'page' | 'query'>) {
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-3 text-ink-2 text-sm">
      <p className="num">
        {page.items.length} of {counted(page.total)}
        <span className="max-lg:hidden">
          {' '}
          · <kbd className="font-mono">j</kbd> <kbd className="font-mono">k</kbd> move, <kbd className="font-mono">Enter</kbd> opens,{' '}
          <kbd className="font-mono">/</kbd> searches
        </span>
      </p>
      <span className="flex gap-2">
        {query.after !== undefined && (
          <Link to={hrefOf({ ...query, after: undefined })} className={buttonStyle('outline', 'small')}>
            Newest
          </Link>
        )}
        {page.next !== null && (
          <Link to={hrefOf({ ...query, after: page.next })} className={buttonStyle('outline', 'small')}>
            Older
          </Link>
        )}
      </span>
    </nav>
  )
}
