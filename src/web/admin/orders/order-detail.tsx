import { Mail, Phone } from 'lucide-react'
import type { AdminOrder } from '../../../contract/order.ts'
import { fieldStyle } from '../../cake/drawing-of.ts'
import { ProductPicture } from '../../cake/picture.tsx'
import { useShop } from '../../live/use-shop.ts'
import { DueLine } from '../../orders/due-line.tsx'
import { OrderSums } from '../../orders/order-sums.tsx'
import { ReferencePhoto } from '../../orders/reference-photo.tsx'
import { StaffPaymentTag } from '../../payments/payment-tag.tsx'
import { Note } from '../../ui/note.tsx'
import { StatusTag, statusWord } from '../../ui/status-tag.tsx'
import { formatDay, formatMoment, formatTime } from '../../ui/time.ts'
import { MoneyAndPapers } from './money-and-papers.tsx'
import { flavourOf, OrderItemLine } from './order-item-line.tsx'
import { OrderMoves } from './order-moves.tsx'
import { buyerOf } from './order-words.ts'

function Head({ order }: { order: AdminOrder }) {
  const { timeZone } = useShop()
  const [first] = order.items
  return (
    <div
      className="colour-field relative flex min-h-36 items-end overflow-hidden p-5"
      style={fieldStyle(first ? flavourOf(first) : 'vanilla')}
    >
      {first !== undefined && (
        <span className="absolute -right-3 -bottom-4 w-40">
          <ProductPicture product={{ name: first.flavor || first.name, image: first.image, drawing: null }} sizes="160px" />
        </span>
      )}
      <div className="relative max-w-[60%]">
        <p className="num font-bold">{order.number}</p>
        <p className="display mt-1 text-xl">{buyerOf(order)}</p>
        <p className="num mt-1 text-ink-2 text-sm">
          {formatDay(order.createdAt, timeZone)}, {formatTime(order.createdAt, timeZone)}
        </p>
      </div>
    </div>
  )
}

function History({ order }: { order: AdminOrder }) {
  const { timeZone } = useShop()
  return (
    <section aria-labelledby="order-history">
      <h3 id="order-history" className="mb-2 text-lg">
        History
      </h3>
      <ol className="flex flex-col gap-1.5 border-haldi border-l-3 pl-4">
        {order.history.toReversed().map(({ status, at, by, kind, reason }) => (
          <li key={`${status} ${at}`} className="flex flex-wrap gap-x-3">
            <time dateTime={at} className="num text-ink-2">
              {formatMoment(at, timeZone)}
            </time>
            <span className="font-semibold">{statusWord(status)}</span>
            {kind === 'correction' && <span>corrected</span>}
            {by !== null && by !== '' && <span className="text-ink-2">{by}</span>}
            {reason !== '' && <span className="w-full text-ink-2 text-sm">{reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Everything about one order, live. */
export function OrderDetail({ order }: { order: AdminOrder }) {
  return (
    <article aria-label={`Order ${order.number}`} data-detail={order._id} className="flex flex-col">
      <Head order={order} />
      <div className="flex flex-col gap-4 p-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="flex flex-wrap gap-2">
            <StatusTag status={order.status} />
            <StaffPaymentTag order={order} />
          </span>
          <span className="text-sm">
            <a href={`tel:${order.phone}`} className="num link inline-flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
              <Phone className="size-4" aria-hidden="true" />
              {order.phone}
            </a>
          </span>
        </div>
        <OrderMoves order={order} size="big" />
        {order.status === 'cancelled' && order.reason !== '' && <Note title="Why it was cancelled:">{order.reason}</Note>}
        <ul className="flex flex-col gap-3">
          {order.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
            <li key={index}>
              <OrderItemLine item={item} detail />
            </li>
          ))}
        </ul>
        <OrderSums order={order} things="Cakes" />
        {order.referencePhoto !== null && <ReferencePhoto id={order.referencePhoto} number={order.number} />}
        <MoneyAndPapers order={order} />
        {order.notes !== '' && (
          <Note title="Note from the customer:">
            <span className="whitespace-pre-line">{order.notes}</span>
          </Note>
        )}
        <section aria-labelledby="order-where">
          <h3 id="order-where" className="mb-1 text-lg">
            Where
          </h3>
          <DueLine order={order} className="num font-bold" />
          <p className="whitespace-pre-line">{order.shippingAddress}</p>
          {order.userId !== null && order.userId.email !== '' && (
            <a href={`mailto:${order.userId.email}`} className="link inline-flex min-h-8 items-center gap-1.5 break-all text-sm">
              <Mail className="size-4 shrink-0" aria-hidden="true" />
              {order.userId.email}
            </a>
          )}
        </section>
        <History order={order} />
      </div>
    </article>
  )
}
