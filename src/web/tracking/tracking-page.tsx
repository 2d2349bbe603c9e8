import { useMemo } from 'react'
import { data } from 'react-router'
import { pageShop } from '../app-context.ts'
import { knownOrder } from '../live/known.ts'
import { useEntity, useSeed } from '../live/use-entities.ts'
import type { AnyOrder } from '../orders/own-orders.ts'
import { useSpokenMoves } from '../orders/use-spoken-moves.ts'
import { PayCard } from '../payments/pay-card.tsx'
import { OwnReview } from '../product/own-review.tsx'
import type { Route } from './+types/tracking-page'
import { FollowLink } from './follow-link.tsx'
import { NoSuchOrder } from './no-such-order.tsx'
import { OrderContents } from './order-contents.tsx'
import { OrderHelp } from './order-help.tsx'
import { TrackerHero } from './tracker-hero.tsx'
import { TrackerLine } from './tracker-line.tsx'
import { LoadedAt } from './use-when.ts'

export { OrderError as ErrorBoundary } from './order-error.tsx'

export async function loader({ context, params }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const order = await shop.order(params.id)
  // Somebody else's order is no order here: its number tells nothing.
  if (order === null) throw data(null, { status: 404 })
  const [first] = order.items
  const link = await shop.orderLink(order._id)
  return { order, link, drawn: first === undefined ? null : await shop.product(first.productId), now: new Date().toISOString() }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? 'No such order' : `Order ${loaderData.order.number}` },
  { name: 'robots', content: 'noindex' },
]

export default function TrackingPage({ loaderData }: Route.ComponentProps) {
  return <Tracked key={loaderData.order._id} {...loaderData} />
}

function Tracked({ order: loaded, link, drawn, now }: Route.ComponentProps['loaderData']) {
  useSeed(useMemo(() => [knownOrder(loaded)], [loaded]))
  const order = useEntity<AnyOrder>(`order:${loaded._id}`, loaded)
  useSpokenMoves([loaded])
  if (order === null) return <NoSuchOrder />
  return (
    <LoadedAt value={now}>
      <div className="page-width pb-10 md:pt-2">
        <TrackerHero order={order} drawn={drawn} />
        <div className="pt-6 empty:hidden">
          <PayCard order={order} />
        </div>
        <div className="grid items-start gap-8 pt-8 md:grid-cols-[1.25fr_1fr] md:gap-10">
          <section aria-labelledby="tracker-line" className="min-w-0">
            <h2 id="tracker-line" className="mb-5 text-2xl">
              Where it is
            </h2>
            <TrackerLine order={order} />
          </section>
          <div className="flex min-w-0 flex-col gap-4">
            <OrderContents order={order} />
            {link !== null && <FollowLink path={link} />}
            {order.status === 'delivered' &&
              [...new Map(order.items.map((item) => [item.productId, item.name]))].map(([productId, name]) => (
                <OwnReview key={productId} productId={productId} name={name} />
              ))}
            <OrderHelp order={order} />
          </div>
        </div>
      </div>
    </LoadedAt>
  )
}
