import { Check } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import type { SlotDay, SlotGrid, SlotOffer } from '../../contract/delivery.ts'
import { shopTime } from '../../domain/shop-time.ts'
import { useShop } from '../live/use-shop.ts'
import { cx } from '../ui/cx.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { type Chosen, placesIn, sameSlot } from './apply-news.ts'
import { dateWords, dayWords, nearDueWords, weekdayWord, windowWords } from './slot-words.ts'

/** More than these are no news to anybody. */
const COUNTED = 20
const FEW = 3
const WHY = { full: 'Full', 'too-soon': 'Too soon' } as const

type Props = {
  readonly grid: SlotGrid
  readonly chosen: Chosen | null
  /** The chosen one is kept for the buyer. */
  readonly held: boolean
  readonly onChoose: (slot: SlotOffer) => void
}

/** Days beside each other, times below each other: one radio group, with the arrow keys in both directions. */
export function SlotPicker({ grid, chosen, held, onChoose }: Props) {
  const { timeZone } = useShop()
  const today = shopTime(new Date(grid.now), timeZone).day
  const box = useRef<HTMLFieldSetElement>(null)
  const windows = windowsOf(grid.days)
  const open = grid.days.flatMap(({ slots }) => slots).filter(({ state }) => state === 'open')
  const entry = open.find((offer) => sameSlot(offer, chosen)) ?? open[0]
  return (
    <fieldset ref={box} className="min-w-0" onKeyDown={(event) => walk(event, box.current)}>
      <legend className="sr-only">When</legend>
      <div className="-mx-[var(--page)] overflow-x-auto px-[var(--page)] pb-2 md:mx-0 md:px-1">
        <div
          className="grid w-max min-w-full gap-x-2 gap-y-1.5"
          style={{ gridTemplateColumns: `max-content repeat(${grid.days.length}, minmax(5.25rem, 1fr))` }}
        >
          <span />
          {grid.days.map(({ day }) => (
            <DayHead key={day} day={day} today={today} />
          ))}
          {windows.map((window, row) => (
            <Row key={window} name={window}>
              {grid.days.map((day, column) => (
                <Cell
                  key={day.day}
                  day={day}
                  offer={day.slots.find((offer) => windowWords(offer) === window)}
                  place={`${column} ${row}`}
                  {...{ today, chosen, held, onChoose, points: grid.points }}
                  reachable={day.slots.some((offer) => offer === entry && windowWords(offer) === window)}
                />
              ))}
            </Row>
          ))}
        </div>
      </div>
    </fieldset>
  )
}

function windowsOf(days: readonly SlotDay[]): string[] {
  const slots = days.flatMap((day) => day.slots)
  const earlier = (one: SlotOffer, other: SlotOffer) => (`${one.starts}${one.ends}` < `${other.starts}${other.ends}` ? -1 : 1)
  return [...new Set(slots.sort(earlier).map(windowWords))]
}

const DayHead = ({ day, today }: { day: string; today: string }) => (
  <span className="pb-1 text-center" title={dayWords(day)} aria-hidden="true">
    <b className={cx('font-bold text-sm', day === today && 'underline decoration-2 decoration-haldi underline-offset-4')}>
      {day === today ? 'Today' : weekdayWord(day)}
    </b>
    <span className="num block text-ink-2 text-xs">{dateWords(day)}</span>
  </span>
)

const Row = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <span className="num sticky left-0 z-1 flex items-center bg-paper pr-2 text-sm" aria-hidden="true">
      {name}
    </span>
    {children}
  </>
)

type CellProps = Omit<Props, 'grid'> & {
  readonly day: SlotDay
  readonly offer: SlotOffer | undefined
  readonly place: string
  readonly today: string
  readonly points: number
  readonly reachable: boolean
}

const CELL = 'num relative flex min-h-11 items-center justify-center gap-1.5 rounded-md px-2 text-sm'

function Cell({ day, offer, place, today, chosen, held, onChoose, points, reachable }: CellProps) {
  if (offer === undefined) {
    return (
      <span className={cx(CELL, 'text-ink-3')} title={day.closed}>
        <span className={day.closed === '' ? '' : 'text-xs'}>{day.closed === '' ? '–' : 'Closed'}</span>
      </span>
    )
  }
  const places = placesIn(offer, points)
  const isChosen = sameSlot(offer, chosen)
  const shut = offer.state !== 'open' && !(isChosen && held)
  const left = offer.state === 'open' && places <= COUNTED ? `${places} left` : 'free'
  const says = isChosen && held ? 'kept for you' : shut && offer.state !== 'open' ? WHY[offer.state].toLowerCase() : left
  return (
    <label
      className={cx(
        CELL,
        'has-focus-visible:outline-3 has-focus-visible:outline-haldi',
        shut && !isChosen && 'text-ink-3',
        !shut && !isChosen && 'cursor-pointer bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)] hover:bg-sunken',
        !shut && !isChosen && places <= FEW && '!bg-haldi-tint',
        isChosen && 'bg-solid font-bold text-on-solid',
      )}
    >
      <input
        type="radio"
        name="slot"
        className="sr-only"
        data-place={place}
        aria-label={`${nearDueWords(offer, today)}, ${says}`}
        checked={isChosen}
        disabled={shut && !isChosen}
        tabIndex={reachable || isChosen ? 0 : -1}
        onChange={() => onChoose(offer)}
      />
      {isChosen ? (
        <>
          <Check className="size-4" aria-hidden="true" />
          {held ? 'Kept' : 'Chosen'}
        </>
      ) : shut && offer.state !== 'open' ? (
        WHY[offer.state]
      ) : places <= COUNTED ? (
        <span>
          <LiveValue value={places} className="font-bold" /> left
        </span>
      ) : (
        'Open'
      )}
    </label>
  )
}

const STEP: Record<string, readonly [column: number, row: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** To the next that can be had in that direction; the browser itself would walk day by day. */
function walk(event: KeyboardEvent, box: HTMLElement | null): void {
  const step = STEP[event.key]
  const from = event.target instanceof HTMLInputElement ? event.target.dataset.place : undefined
  if (step === undefined || from === undefined || box === null) return
  event.preventDefault()
  const [column = 0, row = 0] = from.split(' ').map(Number)
  const radios = [...box.querySelectorAll<HTMLInputElement>('input[data-place]:not(:disabled)')]
  const ahead = radios
    .map((radio) => {
      const [c = 0, r = 0] = (radio.dataset.place ?? '').split(' ').map(Number)
      const along = (c - column) * step[0] + (r - row) * step[1]
      return { radio, along, aside: Math.abs(step[0] === 0 ? c - column : r - row) }
    })
    .filter(({ along }) => along > 0)
    .sort((one, other) => one.aside - other.aside || one.along - other.along)
  const next = ahead[0]?.radio
  next?.focus()
  next?.click()
}
