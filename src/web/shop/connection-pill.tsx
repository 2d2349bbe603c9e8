import { useEffect, useRef, useState } from 'react'
import { useLink } from '../live/use-link.ts'
import { useShop } from '../live/use-shop.ts'
import { cx } from '../ui/cx.ts'
import { formatTime } from '../ui/time.ts'
import { OFFLINE_AFTER, type Pill, pillOf, RECONNECTING_AFTER } from './pill.ts'

/** How the pill shows the link now. */
export function usePill(): Pill {
  const link = useLink()
  const wasLive = useRef(false)
  const [now, setNow] = useState<number | null>(null)
  if (link.at === 'live') wasLive.current = true
  useEffect(() => {
    setNow(Date.now())
    if (!('since' in link)) return
    const timers = [RECONNECTING_AFTER, OFFLINE_AFTER].map((after) =>
      setTimeout(() => setNow(Date.now()), Math.max(0, link.since + after - Date.now()) + 10),
    )
    return () => timers.forEach(clearTimeout)
  }, [link])
  // Until the browser has looked at its clock, the page is what the server has just rendered.
  return now === null ? { shows: 'connecting' } : pillOf(link, wasLive.current, now)
}

const WORDS: Record<Pill['shows'], string> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  stale: 'Stale',
  refused: 'Not connected',
}

const LONG = new Set<Pill['shows']>(['connecting', 'reconnecting', 'refused'])

function Wire({ shows }: Pick<Pill, 'shows'>) {
  const stroke = { stroke: 'var(--haldi)', strokeWidth: 2.5, strokeLinecap: 'round', fill: 'none' } as const
  return (
    <svg viewBox="0 0 26 12" className="h-3 w-6.5 overflow-visible" aria-hidden="true">
      {shows === 'live' && (
        <>
          <path d="M1 6H25" {...stroke} />
          <circle cx="13" cy="6" r="4" fill="var(--haldi)" stroke="var(--haldi-ink)" strokeWidth="1.5" />
        </>
      )}
      {(shows === 'connecting' || shows === 'reconnecting' || shows === 'stale') && (
        <path d="M1 3Q13 15 25 3" {...stroke} stroke="var(--haldi-ink)" strokeDasharray="4 4" />
      )}
      {(shows === 'offline' || shows === 'refused') && (
        <>
          <path d="M1 6H8M18 6H25" {...stroke} />
          <path d="M10 11L16 1" {...stroke} strokeWidth={2} />
        </>
      )}
    </svg>
  )
}

/** The only global sign of the connection: taut, slack or cut. */
export function ConnectionPill() {
  const pill = usePill()
  const { timeZone } = useShop()
  const cut = pill.shows === 'offline' || pill.shows === 'refused'
  return (
    <div
      role="status"
      data-link={pill.shows}
      className={cx(
        'inline-flex min-h-8 items-center gap-2 whitespace-nowrap rounded-full px-3 font-[650] text-sm',
        cut ? 'bg-solid text-on-solid' : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line)]',
      )}
    >
      <Wire shows={pill.shows} />
      {/* the long words do not fit beside the cart on a phone; the slack wire says it there */}
      <span className={cx(LONG.has(pill.shows) && 'max-sm:sr-only')}>{WORDS[pill.shows]}</span>
      {'asOf' in pill && (
        <span className="font-medium opacity-85 max-sm:sr-only">
          {pill.shows === 'stale' ? 'since' : 'as of'} {formatTime(pill.asOf, timeZone)}
        </span>
      )}
    </div>
  )
}
