import { Ban, Circle, CircleCheckBig, MessageSquareQuote, Printer, Timer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { StaffOrder, TicketItem } from '../../contract/ticket.ts'
import { isEggless } from '../../domain/egg.ts'
import { CorrectStep } from '../admin/orders/correct-step.tsx'
import { HandOver, owes } from '../admin/orders/hand-over.tsx'
import { flavourOf } from '../admin/orders/order-item-line.tsx'
import { buyerOf, movesOf, optionsOf } from '../admin/orders/order-words.ts'
import { fieldStyle } from '../cake/drawing-of.ts'
import { ProductPicture } from '../cake/picture.tsx'
import { isTicket } from '../live/known.ts'
import { useShop } from '../live/use-shop.ts'
import { DueLine } from '../orders/due-line.tsx'
import { ReferencePhoto } from '../orders/reference-photo.tsx'
import { MOVE } from '../taps/move-words.ts'
import { RefusedTap } from '../taps/refused-tap.tsx'
import { useTaps } from '../taps/taps-provider.tsx'
import { UnsentTag } from '../taps/unsent-tag.tsx'
import { useOrderTaps } from '../taps/use-order-taps.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { cx } from '../ui/cx.ts'
import { Note } from '../ui/note.tsx'
import { Tag } from '../ui/tag.tsx'
import { formatDay } from '../ui/time.ts'
import { useJustChanged } from '../ui/use-just-changed.ts'
import { ageOf } from '../ui/use-now.ts'
import { VegMark } from '../ui/veg-mark.tsx'

type LineProps = { readonly item: TicketItem; readonly onTick: (done: number) => void }

/** One line; pressed, all of it is done, and once more, none. */
function Line({ item, onTick }: LineProps) {
  const options = optionsOf(item)
  const done = item.done === item.quantity
  const TickIcon = done ? CircleCheckBig : Circle
  return (
    <li className={cx('relative flex flex-col gap-2 border-line border-t py-3', done && 'text-ink-2')} data-done={item.done}>
      <div className="flex items-start gap-3">
        <span className="colour-field size-14 shrink-0 overflow-hidden rounded-sm md:max-lg:hidden" style={fieldStyle(flavourOf(item))}>
          <ProductPicture product={{ name: item.flavor || item.name, image: item.image, drawing: null }} sizes="56px" />
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-bold text-2xl leading-tight">
            {item.quantity > 1 && <span className="num">{item.quantity} × </span>}
            {item.name}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-ink-2 text-lg">
            {item.eggOption !== '' && <VegMark eggless={isEggless(item.eggOption)} words />}
            {options !== '' && <span className="num">{options}</span>}
          </p>
        </div>
        <button
          type="button"
          aria-pressed={done}
          aria-label={`${item.name}${item.message === '' ? '' : `, “${item.message}”`}, ${item.quantity > 1 ? 'all ' : ''}done`}
          className="inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center gap-1.5 rounded-md font-bold after:absolute after:inset-0 after:content-['']"
          onClick={() => onTick(done ? 0 : item.quantity)}
        >
          {item.done > 0 && !done && (
            <span className="num text-lg">
              {item.done}/{item.quantity}
            </span>
          )}
          <TickIcon className={cx('size-9', done ? 'text-pista-ink' : 'text-ink-3')} aria-hidden="true" />
        </button>
      </div>
      {item.message !== '' && (
        <div className="rounded-md bg-sunken px-4 py-3">
          <p className="flex items-center gap-1.5 text-ink-3">
            <MessageSquareQuote className="size-4" aria-hidden="true" />
            Pipe exactly
          </p>
          <p className="whitespace-pre-wrap break-words font-mono text-2xl">{item.message}</p>
        </div>
      )}
    </li>
  )
}

type Props = {
  readonly order: StaffOrder
  readonly now: number | null
  /** Cancelled while it hung here. */
  readonly cancelled: boolean
  readonly onTakeOff: () => void
}

/** One order on the wall. What is pressed is the whole foot of it. */
export function Ticket({ order, now, cancelled, onTakeOff }: Props) {
  const orderTaps = useOrderTaps(order)
  const { last } = useTaps()
  const { timeZone } = useShop()
  const changed = useJustChanged(order.version)
  const [handing, setHanding] = useState(false)
  const card = useRef<HTMLElement>(null)
  const to = movesOf(order).find((status) => status !== 'cancelled')
  // It has moved to another column under the keyboard: the focus goes along.
  const follows = useRef(last === order._id)
  useEffect(() => {
    if (follows.current && document.activeElement === document.body) card.current?.focus({ preventScroll: true })
  }, [])
  return (
    <article
      ref={card}
      id={`ticket-${order._id}`}
      tabIndex={-1}
      aria-label={`Order ${order.number}`}
      data-order={order._id}
      data-status={order.status}
      className={cx('flex scroll-mt-24 flex-col gap-3 rounded-lg bg-surface p-4.5 shadow-1', changed && 'just-changed')}
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="num text-2xl">{order.number}</h3>
        <span className="num inline-flex items-center gap-2 text-ink-2 text-lg">
          <Timer className="size-5 self-center" aria-hidden="true" />
          {now === null ? '' : (ageOf(order.createdAt, now) ?? formatDay(order.createdAt, timeZone))}
        </span>
        <p className="w-full text-ink-2 text-lg">{buyerOf(order)}</p>
        <DueLine order={isTicket(order) ? { ...order, recipient: null } : order} className="num w-full font-bold text-xl" />
        {order.printedVersion !== null && order.printedVersion < order.version && (
          <Tag tone="haldi" icon={Printer}>
            Changed since it was printed
          </Tag>
        )}
      </header>
      {cancelled && orderTaps.refused === null && (
        <Note
          kind="blocks"
          icon={Ban}
          role="alert"
          title="Stop, this order is cancelled."
          actions={
            <Button size="normal" aria-label={`Take ${order.number} off the wall`} onClick={onTakeOff}>
              Take it off
            </Button>
          }
        >
          {order.reason}
        </Note>
      )}
      {orderTaps.refused !== null && (
        <RefusedTap
          tap={orderTaps.refused}
          order={order}
          onOk={() => {
            orderTaps.dismiss()
            // What became of it has been read; it need not be told a second time.
            onTakeOff()
          }}
        />
      )}
      <ul className="flex flex-col">
        {order.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
          <Line key={index} item={item} onTick={(done) => orderTaps.tick(index, done)} />
        ))}
      </ul>
      {order.referencePhoto !== null && <ReferencePhoto id={order.referencePhoto} number={order.number} />}
      {order.notes !== '' && (
        <Note title="Note from the customer:">
          <span className="whitespace-pre-line">{order.notes}</span>
        </Note>
      )}
      <div className="mt-auto flex flex-col gap-2">
        {orderTaps.unsent && <UnsentTag />}
        {to !== undefined && (
          <Button
            kind={order.status === 'pending' ? 'primary' : 'dark'}
            className="min-h-18 w-full !rounded-md text-2xl"
            data-order-link=""
            aria-label={`${MOVE[to]} ${order.number}`}
            aria-disabled={orderTaps.resting || undefined}
            onClick={() => (to === 'delivered' && !isTicket(order) && owes(order) ? setHanding(true) : orderTaps.move(to))}
          >
            {MOVE[to]}
          </Button>
        )}
        <span className="flex flex-wrap items-center gap-2">
          <CorrectStep order={order} now={now} />
          <Link
            to={`/admin/orders/${order._id}/ticket`}
            className={buttonStyle('quiet', 'small', 'ml-auto')}
            aria-label={`Print the ticket of ${order.number}`}
          >
            <Printer className="size-4" aria-hidden="true" />
            Print
          </Link>
        </span>
      </div>
      {!isTicket(order) && (
        <HandOver
          order={order}
          open={handing}
          onOpenChange={setHanding}
          onDelivered={(cashTaken) => orderTaps.move('delivered', { cashTaken })}
        />
      )}
    </article>
  )
}
