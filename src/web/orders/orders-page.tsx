import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { formatRupees } from '../../domain/money.ts'
import { pageShop } from '../app-context.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { knownOrder } from '../live/known.ts'
import { useSeed } from '../live/use-entities.ts'
import { readMark } from '../page-mark.ts'
import { waitsForPayment } from '../payments/pay-view.ts'
import { useAccount, useRootData } from '../root-data.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import type { Route } from './+types/orders-page'
import { OrderCard } from './order-card.tsx'
import { ReorderButton } from './reorder-button.tsx'
import { useOwnOrders } from './use-own-orders.ts'
import { useSpokenMoves } from './use-spoken-moves.ts'

export async function loader({ context, url }: Route.LoaderArgs) {
  return { page: await context.get(pageShop).orders(readMark(url.searchParams)) }
}

export const meta: Route.MetaFunction = () => [{ title: 'Your orders' }]

export default function OrdersPage({ loaderData: { page } }: Route.ComponentProps) {
  const { viewer } = useRootData()
  const account = useAccount()
  const [params] = useSearchParams()
  const firstPage = !params.has('after')
  useSeed(useMemo(() => page.items.map(knownOrder), [page]))
  const orders = useOwnOrders(page.items, viewer?._id ?? null, firstPage)
  useSpokenMoves(orders)
  if (orders.length === 0) return <NoOrders signedIn={account !== null} />
  return (
    <div className="page-width max-w-3xl py-6 md:py-10">
      <h1 className="mb-5 text-3xl">Your orders</h1>
      {account === null && (
        <div className="mb-5">
          <Note
            title="You ordered without an account."
            actions={
              <LinkButton to="/register?next=/orders" size="small">
                Open one
              </LinkButton>
            }
          >
            These orders are kept in this browser only. With an account you see them everywhere.
          </Note>
        </div>
      )}
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <li key={order._id}>
            <OrderCard order={order} />
            {waitsForPayment(order) && (
              <div className="relative mt-2 ml-4">
                <LinkButton
                  to={`/orders/${order._id}#pay`}
                  kind="primary"
                  size="small"
                  aria-label={`Pay ${formatRupees(order.totalPrice)} for ${order.number}`}
                >
                  Pay {formatRupees(order.totalPrice)}
                </LinkButton>
              </div>
            )}
            {(order.status === 'delivered' || order.status === 'cancelled') && (
              <div className="relative mt-2 ml-4">
                <ReorderButton orderId={order._id} number={order.number} small />
              </div>
            )}
          </li>
        ))}
      </ul>
      <nav aria-label="Pages" className="mt-5 flex flex-wrap gap-3 empty:hidden">
        {!firstPage && <LinkButton to="/orders">Newest</LinkButton>}
        {page.next !== null && <LinkButton to={`/orders?after=${page.next}`}>Older</LinkButton>}
      </nav>
    </div>
  )
}

const NoOrders = ({ signedIn }: { signedIn: boolean }) => (
  <div className="page-width py-6">
    <EmptyState
      level={1}
      picture={
        <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('pistachio')}>
          <CakeSvg family="slice" flavour="pistachio" className="mx-auto w-64" />
        </div>
      }
      title="No orders yet"
      action={
        <LinkButton to="/" kind="primary">
          Choose a cake
        </LinkButton>
      }
    >
      An order stands here as soon as it is placed, and moves when the kitchen does.
      {!signedIn && (
        <>
          {' '}
          Ordered with an account?{' '}
          <Link to="/login?next=/orders" className="link">
            Sign in
          </Link>
          .
        </>
      )}
    </EmptyState>
  </div>
)
