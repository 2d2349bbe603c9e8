import type { SlotGrid } from '../../contract/delivery.ts'
import { shopTime } from '../../domain/shop-time.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { placesIn } from '../delivery/apply-news.ts'
import { usePincode } from '../delivery/pincode.ts'
import { clockWords, nearDayWords, windowWords } from '../delivery/slot-words.ts'
import { useSlots } from '../delivery/use-slots.ts'
import { useCart } from '../live/use-cart.ts'
import { useShop } from '../live/use-shop.ts'
import { Bead } from '../ui/bead.tsx'
import { cx } from '../ui/cx.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { formatLongDay } from '../ui/time.ts'
import { DAYS_SHOWN } from './load-slots.ts'
import { PincodeBox } from './pincode-box.tsx'
import { type Promised, promiseOf } from './promise.ts'

const HERO_FIELD = { '--f': 'var(--pista-field)', '--fd': 'var(--pista-field)' } as React.CSSProperties

type Props = { readonly now: string; readonly slots: SlotGrid | null; readonly onShelf: number }

/** Today's promise first, live: until when it can be ordered for today, what is left, and what delivery costs. */
export function Hero({ now, slots, onShelf }: Props) {
  const shop = useShop()
  const { timeZone } = shop
  const [pincode, setPincode] = usePincode()
  const { version } = useCart() ?? { version: 0 }
  const { grid } = useSlots(shop.slots ? { mode: 'delivery', pincode, days: DAYS_SHOWN } : null, null, version, slots)
  const notServed = pincode !== '' && grid !== null && grid.days.length === 0
  const promised = grid === null ? null : promiseOf(grid, shop)
  const lately = grid?.now ?? now
  const today = shopTime(new Date(lately), timeZone).day
  return (
    <section
      className="colour-field relative mx-auto max-w-[1360px] overflow-hidden rounded-b-xl md:w-[calc(100%-2*var(--page))] md:rounded-xl"
      style={HERO_FIELD}
      aria-labelledby="promise"
    >
      <div className="grid md:min-h-[560px] md:grid-cols-[1.02fr_1fr]">
        <div className="relative z-2 flex flex-col justify-center gap-4 px-4 pt-5 md:gap-5 md:py-12 md:pr-0 md:pl-[clamp(24px,4.6vw,64px)]">
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            {formatLongDay(lately, timeZone)}
            {promised?.isToday === true ? (
              <Bead>
                <LiveValue value={promised.open} /> {promised.open === 1 ? 'slot' : 'slots'} left today
              </Bead>
            ) : (
              onShelf > 0 && (
                <Bead>
                  <span className="num">{onShelf}</span> {onShelf === 1 ? 'cake' : 'cakes'} on offer now
                </Bead>
              )
            )}
          </p>
          <h1 id="promise" className="font-extrabold text-hero leading-[0.9] tracking-[-0.036em] [font-stretch:82%]">
            Baked today.
            <br />
            Cut tonight.
          </h1>
          <p className="max-w-md text-ink-2 text-lg">
            <Says promised={promised} />
          </p>
          <div className="flex max-w-[520px] flex-col gap-3 rounded-lg bg-surface p-4 shadow-2">
            <PincodeBox pincode={pincode} zone={grid?.zone ?? null} notServed={notServed} onPincode={setPincode} />
            {promised !== null && <NextTimes promised={promised} today={today} points={grid?.points ?? 1} />}
          </div>
        </div>
        <div className="relative h-75 md:h-auto">
          <CakeSvg
            family="layer"
            flavour="red-velvet"
            cut
            wire
            seed={5}
            className="absolute -bottom-[13%] -left-[2%] w-[104%] md:-bottom-[4%] md:-left-[4%] md:w-[116%] [&>svg]:overflow-visible"
          />
        </div>
      </div>
    </section>
  )
}

type SaysProps = { readonly promised: Promised | null }

function Says({ promised }: SaysProps) {
  const { slots, state, sameDayUntil } = useShop()
  const seen = <b className="font-bold text-ink">in the oven, on the road, at your door.</b>
  if (!slots || state === 'paused') return <>We start when you order, and this page shows it as it happens: {seen}</>
  if (promised === null) return <>All our times are taken at the moment. When one comes free it shows here by itself.</>
  if (promised.isToday) {
    return (
      <>
        Order before{' '}
        <b className="num font-bold text-ink underline decoration-2 decoration-haldi underline-offset-4">{clockWords(sameDayUntil)}</b> for
        today, and see it as it happens: {seen}
      </>
    )
  }
  return <>We start when you order, and you see it as it happens: {seen}</>
}

const MOST_TIMES = 3

/** The next times, with what is left of each. */
function NextTimes({ promised: { day, isToday }, today, points }: { promised: Promised; today: string; points: number }) {
  const times = day.slots.filter(({ state }) => state !== 'too-soon').slice(0, MOST_TIMES)
  return (
    <div className="num border-line border-t border-dashed pt-3 text-sm">
      {!isToday && <p className="mb-2 font-[650]">Next: {nearDayWords(day.day, today).replace('Tomorrow', 'tomorrow')}</p>}
      <ul className="grid grid-cols-3 gap-2">
        {times.map((slot) => (
          <li key={slot.slotId} className={cx('rounded-md bg-sunken px-3 py-2 leading-tight', slot.state === 'full' && 'text-ink-3')}>
            <b className={cx('block font-bold', slot.state === 'full' && 'line-through')}>{windowWords(slot)}</b>
            {slot.state === 'full' ? (
              'Full'
            ) : placesIn(slot, points) > MANY ? (
              'Open'
            ) : (
              <>
                <LiveValue value={placesIn(slot, points)} /> left
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const MANY = 20
