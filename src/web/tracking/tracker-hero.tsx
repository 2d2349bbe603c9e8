import type { Product } from '../../contract/product.ts'
import { fieldStyle } from '../cake/drawing-of.ts'
import { useLink } from '../live/use-link.ts'
import { useShop } from '../live/use-shop.ts'
import { DueLine } from '../orders/due-line.tsx'
import { flavourOf, OrderCake } from '../orders/order-cake.tsx'
import { type AnyOrder, buyerIdOf } from '../orders/own-orders.ts'
import { ReorderButton } from '../orders/reorder-button.tsx'
import { waitsForPayment } from '../payments/pay-view.ts'
import { PaymentTag } from '../payments/payment-tag.tsx'
import { useRootData } from '../root-data.ts'
import { usePill } from '../shop/connection-pill.tsx'
import { cx } from '../ui/cx.ts'
import { JustNow } from '../ui/live-value.tsx'
import { Note } from '../ui/note.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { formatTime } from '../ui/time.ts'
import { useJustChanged } from '../ui/use-just-changed.ts'
import { CorrectedNote } from './corrected-note.tsx'
import { useWhen } from './use-when.ts'
import { headlineOf, isOver, moneyWhenCancelled, sinceWhen } from './words.ts'

type Props = { readonly order: AnyOrder; readonly drawn: Product | null }

/** What, where and since when, before anything else. */
export function TrackerHero({ order, drawn }: Props) {
  const when = useWhen()
  const live = useLink().at === 'live'
  const { viewer } = useRootData()
  const own = viewer !== null && buyerIdOf(order) === viewer._id
  const changed = useJustChanged(order.version)
  const waits = waitsForPayment(order)
  const [first] = order.items
  const since = sinceWhen(order)
  return (
    <section
      className="colour-field relative grid overflow-hidden max-md:-mx-[var(--page)] max-md:rounded-b-xl md:grid-cols-[1.1fr_1fr] md:rounded-xl"
      style={fieldStyle(first ? flavourOf(first) : 'vanilla')}
      aria-labelledby="tracker-title"
    >
      <div className={cx('flex min-w-0 flex-col items-start gap-4 px-[var(--page)] pt-6 md:py-12 md:pl-12', waits && 'max-md:pb-6')}>
        <p className="flex flex-wrap items-center gap-3 font-[650] text-lg">
          <span className="num">Order {order.number}</span>
          <StatusTag status={order.status} />
          <PaymentTag order={order} />
          {changed && <JustNow />}
        </p>
        <h1
          id="tracker-title"
          className="display text-[clamp(2.5rem,1.6rem+3.6vw,4rem)] leading-[0.98] [font-stretch:82%] [font-weight:800]"
          data-status={order.status}
        >
          {headlineOf(order)} {/* the wire is taut while the page is live and the order on its way */}
          <time key={since} dateTime={since} className={cx('num whitespace-nowrap', live && !isOver(order.status) && 'live-line')}>
            {when(since)}
          </time>
        </h1>
        <DueLine order={order} className="num font-bold text-lg" />
        <p className="max-w-md whitespace-pre-line text-ink-2 text-lg">
          {order.mode === 'pickup' ? 'You pick it up at our counter.' : `To ${order.shippingAddress}`}
        </p>
        <CorrectedNote order={order} />
        <Stale />
        {order.status === 'cancelled' && (
          <Note
            title={order.reason === '' ? 'This order was cancelled before it was made.' : `${order.reason.replace(/\.$/, '')}.`}
            {...(own && { actions: <ReorderButton orderId={order._id} number={order.number} small /> })}
          >
            {moneyWhenCancelled(order)}
          </Note>
        )}
      </div>
      {first !== undefined && (
        // on a phone the way to pay comes before the cake
        <div className={cx('min-w-0 self-end', waits && 'max-md:hidden')}>
          <OrderCake
            item={first}
            product={drawn}
            title={`${first.name}${first.message === '' ? '' : `, with “${first.message}” on it`}`}
            className="mx-auto -mb-3 w-full max-w-sm md:-mt-8 md:-mb-6 md:max-w-md"
          />
        </div>
      )}
    </section>
  )
}

/** While the line is cut the page says until when it was right. */
function Stale() {
  const pill = usePill()
  const { timeZone } = useShop()
  if (pill.shows !== 'offline') return null
  return (
    <Note role="status" title={`This is as of ${formatTime(pill.asOf, timeZone)}.`}>
      The line to the shop is cut. The page catches up by itself when it is back.
    </Note>
  )
}
