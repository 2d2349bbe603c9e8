import { data, useRouteError } from 'react-router'
import type { TicketItem } from '../../contract/ticket.ts'
import { isEggless } from '../../domain/egg.ts'
import { DeniedPage } from '../admin/denied-page.tsx'
import { optionsOf } from '../admin/orders/order-words.ts'
import { pageShop } from '../app-context.ts'
import { api } from '../live/api.ts'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Route } from './+types/ticket-page'
import { PrintBar } from './paper-sheet.tsx'

export async function loader({ context, params }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const { viewer } = shop
  if (viewer === null || viewer.role === 'guest') throw data({ code: 'auth.required', message: 'Sign in first.' }, { status: 401 })
  const order = viewer.role === 'customer' ? null : await shop.ticket(params.id)
  if (order === null) throw data({ code: 'order.not-found', message: 'Order not found' }, { status: 404 })
  return { order, atTheCounter: viewer.rights.includes('orders') }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? 'No such ticket' : `Ticket ${loaderData.order.number}` },
  { name: 'robots', content: 'noindex' },
]

function Line({ item }: { item: TicketItem }) {
  const options = optionsOf(item)
  return (
    <li className="break-inside-avoid border-[#cbbfc4] border-t py-3">
      <p className="font-bold text-2xl">
        <span className="num">{item.quantity} × </span>
        {item.name}
      </p>
      {options !== '' && <p className="text-lg">{options}</p>}
      <VegMark eggless={isEggless(item.eggOption)} words />
      {item.message !== '' && (
        <p className="mt-2">
          Pipe exactly
          <span className="block whitespace-pre-wrap break-words font-mono text-2xl">{item.message}</span>
        </p>
      )}
    </li>
  )
}

/** What hangs in the kitchen. Whoever prints it is told on screen when it is no longer right. */
export default function TicketPage({ loaderData: { order, atTheCounter } }: Route.ComponentProps) {
  const printed = () => void api('POST', `/api/orders/${order._id}/printed`)
  return (
    <main id="main" tabIndex={-1} className="px-4 py-6 print:p-0">
      <PrintBar
        pdf={`/api/orders/${order._id}/ticket`}
        back={
          atTheCounter ? { to: `/admin/orders?order=${order._id}`, label: 'To the counter' } : { to: '/kitchen', label: 'To the kitchen' }
        }
        onPrint={printed}
      />
      <article
        aria-label={`Ticket ${order.number}`}
        className="mx-auto max-w-md rounded-lg bg-white p-6 text-[#1d1118] shadow-1 [color-scheme:light] print:max-w-none print:p-0 print:shadow-none"
      >
        <h1 className="num text-4xl">{order.number}</h1>
        {order.status === 'cancelled' && <p className="font-bold text-2xl">CANCELLED</p>}
        {order.slot !== null && (
          <p className="num font-bold text-xl">
            {order.mode === 'pickup' ? 'Pickup' : 'Delivery'} {order.slot.day}, {order.slot.starts}–{order.slot.ends}
          </p>
        )}
        <p className="mb-3 text-lg">{order.firstName}</p>
        <ul>
          {order.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
            <Line key={index} item={item} />
          ))}
        </ul>
        {order.notes !== '' && (
          <p className="whitespace-pre-line border-[#cbbfc4] border-t pt-3 text-lg">
            <b>Note from the customer: </b>
            {order.notes}
          </p>
        )}
      </article>
    </main>
  )
}

export function ErrorBoundary() {
  return <DeniedPage error={useRouteError()} />
}
