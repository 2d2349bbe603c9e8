import { Clock, FileText, MapPin } from 'lucide-react'
import { data } from 'react-router'
import type { TrackedOrder } from '../../contract/tracking.ts'
import { isEggless } from '../../domain/egg.ts'
import { formatRupees } from '../../domain/money.ts'
import { pageShop } from '../app-context.ts'
import { useShop } from '../live/use-shop.ts'
import { moneyWord } from '../orders/money-words.ts'
import { PayCard } from '../payments/pay-card.tsx'
import { PaymentTag } from '../payments/payment-tag.tsx'
import { Card } from '../ui/card.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { formatLongDay } from '../ui/time.ts'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Route } from './+types/tracked-page'
import { CorrectedNote } from './corrected-note.tsx'
import { NoSuchOrder } from './no-such-order.tsx'
import { TrackerLine } from './tracker-line.tsx'
import { type LinkLine, useTracked } from './use-tracked.ts'
import { LoadedAt, useWhen } from './use-when.ts'
import { headlineOf, moneyWhenCancelled, sinceWhen } from './words.ts'

export { OrderError as ErrorBoundary } from './order-error.tsx'

export async function loader({ context, params: { token } }: Route.LoaderArgs) {
  const found = await context.get(pageShop).tracked(token)
  if (found === null) throw data(null, { status: 404 })
  return { ...found, token, now: new Date().toISOString() }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? 'No such order' : `Order ${loaderData.order.number}` },
  { name: 'robots', content: 'noindex' },
  // The address is the key.
  { name: 'referrer', content: 'no-referrer' },
]

export default function TrackedPage({ loaderData: { order: loaded, cursor, token, now } }: Route.ComponentProps) {
  const { order, line } = useTracked(token, loaded, cursor)
  if (line === 'gone') return <NoSuchOrder />
  return (
    <LoadedAt value={now}>
      <div className="page-width grid items-start gap-8 py-6 md:grid-cols-[1.25fr_1fr] md:gap-10 md:py-10">
        <section aria-labelledby="tracked-title" className="min-w-0">
          <Head order={order} line={line} />
          <div className="mt-6 empty:hidden">
            <PayCard order={order} />
          </div>
          <div className="mt-8">
            <TrackerLine order={order} />
          </div>
        </section>
        <div className="flex min-w-0 flex-col gap-4">
          <What order={order} />
          {order.papers.map(({ kind, number }) => (
            <LinkButton key={number} to={`/t/${token}/${kind}`}>
              <FileText className="size-5" aria-hidden="true" />
              {kind === 'invoice' ? 'Invoice' : 'Credit note'} <span className="num">{number}</span>
            </LinkButton>
          ))}
        </div>
      </div>
    </LoadedAt>
  )
}

function Head({ order, line }: { order: TrackedOrder; line: LinkLine }) {
  const when = useWhen()
  const { slot, mode, where } = order
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="flex flex-wrap items-center gap-3 font-[650] text-lg">
        <span className="num">Order {order.number}</span>
        <StatusTag status={order.status} />
        <PaymentTag order={order} />
      </p>
      <h1 id="tracked-title" className="display text-4xl" data-status={order.status} data-tracked={line}>
        {headlineOf(order)} <time className="num whitespace-nowrap">{when(sinceWhen(order))}</time>
      </h1>
      {slot !== null && (
        <p className="flex items-center gap-2 text-lg">
          <Clock className="size-5 shrink-0" aria-hidden="true" />
          <span className="num">
            {formatLongDay(`${slot.day}T12:00:00Z`, 'UTC')}, {slot.starts} to {slot.ends}
          </span>
        </p>
      )}
      <p className="flex items-center gap-2 text-ink-2 text-lg">
        <MapPin className="size-5 shrink-0" aria-hidden="true" />
        {mode === 'pickup' ? 'Picked up at the bakery' : where === '' ? 'Delivered' : `To ${where}`}
      </p>
      <CorrectedNote order={order} />
      {order.status === 'cancelled' && (
        <Note
          title={order.reason === '' ? 'It was cancelled before it was made.' : `${order.reason.replace(/\.$/, '')}.`}
          actions={
            <LinkButton to="/" size="small">
              Order again
            </LinkButton>
          }
        >
          {moneyWhenCancelled(order)}
        </Note>
      )}
      {line === 'cut' && (
        <Note role="status" title="The line to the shop is cut.">
          The page catches up by itself when it is back.
        </Note>
      )}
    </div>
  )
}

function What({ order }: { order: TrackedOrder }) {
  const shop = useShop()
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-xl">What is in it</h2>
      <ul className="flex flex-col gap-3">
        {order.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
          <li key={index} data-done={item.done}>
            <p className="font-bold">
              {item.name}
              {item.quantity > 1 && <span className="num"> × {item.quantity}</span>}
            </p>
            <p className="text-ink-2 text-sm">
              {[item.size, item.flavor, item.design, ...item.extras].filter((word) => word !== '').join(', ')}
            </p>
            {item.eggOption !== '' && <VegMark eggless={isEggless(item.eggOption)} words />}
          </li>
        ))}
      </ul>
      <p className="num border-line border-t pt-3">
        <b>{formatRupees(order.totalPrice)}</b>, {moneyWord(order)}
      </p>
      {shop.phone !== '' && (
        <p className="text-ink-2 text-sm">
          Questions? Call <span className="num">{shop.phone}</span>.
        </p>
      )}
    </Card>
  )
}
