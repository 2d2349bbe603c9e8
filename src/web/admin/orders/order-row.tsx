import { Phone } from 'lucide-react'
import { Link } from 'react-router'
import type { AdminOrder } from '../../../contract/order.ts'
import { useShop } from '../../live/use-shop.ts'
import { DueLine } from '../../orders/due-line.tsx'
import { StaffPaymentTag } from '../../payments/payment-tag.tsx'
import { cx } from '../../ui/cx.ts'
import { Price } from '../../ui/price.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { formatMoment } from '../../ui/time.ts'
import { useJustChanged } from '../../ui/use-just-changed.ts'
import { ageOf } from '../../ui/use-now.ts'
import { OrderItemLine } from './order-item-line.tsx'
import { OrderMoves } from './order-moves.tsx'
import { buyerOf } from './order-words.ts'

const SHOWN_LINES = 3

type Props = {
  readonly order: AdminOrder
  readonly href: string
  readonly selected: boolean
  /** The detail stands beside the list and says the rest. */
  readonly brief: boolean
  readonly now: number | null
}

const cell = 'max-lg:block max-lg:p-0 lg:px-3 lg:py-2.5'

/** One order: a row at a desk, a card on a phone. The same element in both, so that nothing is said twice. */
export function OrderRow({ order, href, selected, brief, now }: Props) {
  const { timeZone } = useShop()
  const changed = useJustChanged(order.version)
  const more = order.items.length - SHOWN_LINES
  const age = now === null ? null : ageOf(order.createdAt, now)
  return (
    <tr
      data-order={order._id}
      data-status={order.status}
      className={cx(
        'align-top max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:content-start max-lg:gap-x-3 max-lg:gap-y-2.5 max-lg:rounded-md max-lg:bg-surface max-lg:p-4 max-lg:shadow-1 lg:border-line lg:border-t',
        changed && 'just-changed',
        selected && 'bg-lilac-field/50 shadow-[inset_3px_0_0_var(--solid)]',
      )}
    >
      <th scope="row" className={cx(cell, 'text-left font-normal lg:w-28')}>
        <Link
          to={href}
          preventScrollReset
          data-order-link=""
          className="num relative inline-flex min-h-6 items-center whitespace-nowrap font-bold after:absolute after:-inset-3 after:content-[''] hover:underline"
        >
          {order.number}
        </Link>
        <time dateTime={order.createdAt} className="num mt-0.5 block text-ink-2 text-sm">
          {age ?? formatMoment(order.createdAt, timeZone)}
        </time>
      </th>
      <td className={cx(cell, 'max-lg:col-span-2 max-lg:row-start-2 lg:w-[26%]')}>
        <p className="font-semibold leading-snug">{buyerOf(order)}</p>
        <DueLine order={order} className="num font-semibold text-haldi-ink text-sm" />
        <a
          href={`tel:${order.phone}`}
          className="num relative inline-flex min-h-6 items-center gap-1 pointer-coarse:min-h-11 text-ink-2 text-sm hover:underline"
        >
          <Phone className="size-3.5" aria-hidden="true" />
          {order.phone}
        </a>
        {!brief && (
          <p className="line-clamp-2 whitespace-pre-line text-ink-2 text-sm leading-snug" title={order.shippingAddress}>
            {order.shippingAddress}
          </p>
        )}
      </td>
      <td className={cx(cell, 'max-lg:col-span-2')}>
        <ul className="flex flex-col gap-2">
          {order.items.slice(0, SHOWN_LINES).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
            <li key={index}>
              <OrderItemLine item={item} />
            </li>
          ))}
          {more > 0 && <li className="text-ink-2 text-sm">and {more} more</li>}
        </ul>
      </td>
      <td className={cx(cell, 'max-lg:col-start-2 max-lg:row-start-1 max-lg:text-right lg:w-31')}>
        <span className="inline-flex flex-col items-start gap-1 max-lg:items-end">
          <StatusTag status={order.status} />
          <StaffPaymentTag order={order} />
        </span>
        <Price rupees={order.totalPrice} className="mt-1 block font-bold" />
        {brief && (
          <div className="mt-2">
            <OrderMoves order={order} size="brief" />
          </div>
        )}
      </td>
      {!brief && (
        <td className={cx(cell, 'max-lg:col-span-2 lg:w-51')}>
          <OrderMoves order={order} size="row" />
        </td>
      )}
    </tr>
  )
}
