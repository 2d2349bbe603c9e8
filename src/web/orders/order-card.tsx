import { ChevronRight } from 'lucide-react'
import { Link } from 'react-router'
import { fieldStyle } from '../cake/drawing-of.ts'
import { ProductPicture } from '../cake/picture.tsx'
import { useShop } from '../live/use-shop.ts'
import { PaymentTag } from '../payments/payment-tag.tsx'
import { cx } from '../ui/cx.ts'
import { JustNow } from '../ui/live-value.tsx'
import { Price } from '../ui/price.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { formatMoment } from '../ui/time.ts'
import { useJustChanged } from '../ui/use-just-changed.ts'
import { DueLine } from './due-line.tsx'
import { flavourOf } from './order-cake.tsx'
import type { AnyOrder } from './own-orders.ts'

const itemsOf = ({ items }: AnyOrder): string =>
  items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`)).join(', ')

/** One order in its buyer's list, live. */
export function OrderCard({ order }: { order: AnyOrder }) {
  const { timeZone } = useShop()
  const changed = useJustChanged(order.version)
  const [first] = order.items
  return (
    <article
      aria-label={`Order ${order.number}`}
      className={cx('relative flex items-center gap-4 overflow-hidden rounded-lg bg-surface p-4 shadow-1', changed && 'just-changed')}
    >
      <span className="colour-field size-18 shrink-0 overflow-hidden rounded-md" style={fieldStyle(first ? flavourOf(first) : 'vanilla')}>
        {first !== undefined && (
          <ProductPicture product={{ name: first.flavor || first.name, image: first.image, drawing: null }} sizes="72px" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusTag status={order.status} />
          <PaymentTag order={order} />
          {changed && <JustNow />}
        </p>
        <h2 className="mt-1 text-lg leading-snug">
          <Link to={`/orders/${order._id}`} className="inline-block min-h-6 after:absolute after:inset-0 after:content-['']">
            {itemsOf(order)}
          </Link>
        </h2>
        <DueLine order={order} className="num font-semibold text-sm" />
        <p className="num text-ink-2 text-sm">
          {order.number} · <time dateTime={order.createdAt}>{formatMoment(order.createdAt, timeZone)}</time> ·{' '}
          <Price rupees={order.totalPrice} />
        </p>
      </div>
      <ChevronRight className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
    </article>
  )
}
