import { BellRing, Volume2, VolumeX } from 'lucide-react'
import { Link } from 'react-router'
import type { StaffOrder } from '../../../contract/ticket.ts'
import { formatRupees } from '../../../domain/money.ts'
import { isTicket } from '../../live/known.ts'
import { useShop } from '../../live/use-shop.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { formatTime } from '../../ui/time.ts'
import { buyerOf } from './order-words.ts'
import type { Bell } from './use-bell.ts'

const DARK = '!bg-jamun !text-on-jamun'

function says(ringing: readonly StaffOrder[], timeZone: string): readonly [bold: string, plain: string] {
  const [oldest] = ringing
  if (oldest === undefined) return ['', '']
  const at = formatTime(oldest.createdAt, timeZone)
  if (ringing.length > 1) return [`${ringing.length} new orders.`, `The first came at ${at}.`]
  return [
    `New order, ${at}.`,
    `${[oldest.number, buyerOf(oldest), ...(isTicket(oldest) ? [] : [formatRupees(oldest.totalPrice)])].join(', ')}.`,
  ]
}

type Props = {
  readonly ringing: readonly StaffOrder[]
  readonly bell: Bell
  /** Where that order stands on this screen. */
  readonly hrefOf: (order: StaffOrder) => string
}

/** Across the top until somebody takes the order, on any screen. */
export function NewOrderBar({ ringing, bell, hrefOf }: Props) {
  const { timeZone } = useShop()
  const [first] = ringing
  const [bold, plain] = says(ringing, timeZone)
  const Speaker = bell.muted ? VolumeX : Volume2
  return (
    <>
      <p role="alert" className="sr-only">
        {bold} {plain}
      </p>
      {first !== undefined && (
        <section aria-label="New orders" className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-haldi px-4 py-2.5 text-on-haldi lg:px-6">
          <BellRing className="bell-ringing size-6 shrink-0" data-still={bell.muted || undefined} aria-hidden="true" />
          <p className="min-w-0 flex-1 basis-52">
            <b className="num font-[760]">{bold}</b> <span className="num">{plain}</span>{' '}
            <span className="max-sm:hidden">
              {bell.silent && !bell.muted ? 'Touch the page once to hear the bell.' : 'Every counter rings until someone accepts it.'}
            </span>
          </p>
          <span className="flex gap-2">
            <Link to={hrefOf(first)} className={buttonStyle('dark', 'small', DARK)}>
              Show
            </Link>
            <button type="button" className={buttonStyle('dark', 'small', DARK)} onClick={bell.toggle} aria-pressed={bell.muted}>
              <Speaker className="size-4" aria-hidden="true" />
              {bell.muted ? 'Muted here' : 'Mute'}
            </button>
          </span>
        </section>
      )}
    </>
  )
}
