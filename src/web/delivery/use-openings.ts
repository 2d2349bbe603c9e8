import { useEffect, useMemo, useState } from 'react'
import type { Openings } from '../../contract/delivery.ts'
import type { Product } from '../../contract/product.ts'
import { earliestDay, fitsOn, leastNeed, timesOn } from '../../domain/earliest.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { type Day, shopTime } from '../../domain/shop-time.ts'
import type { Held } from '../../feed/client/fold.ts'
import { api } from '../live/api.ts'
import { useEntities } from '../live/use-entities.ts'
import { useLink } from '../live/use-link.ts'
import { useShop } from '../live/use-shop.ts'
import { calendarOf, leftOf } from './openings.ts'
import { fromWords } from './slot-words.ts'
import { stopwatch } from './stopwatch.ts'

/** Milliseconds. All open shops hear of a change at once; they ask spread over this time. */
const SPREAD = 2000
const MINUTE = 60_000

/** When cakes can be had, as it is now. */
export type Opened = {
  /** "from tomorrow"; null: no time in sight, or it cannot be ordered at all. */
  earliest(product: Product): string | null
  isFreeOn(product: Product, day: Day): boolean
  /** Points left of that day's times that have not passed, by time. */
  roomOn(day: Day): ReadonlyMap<string, number>
}

/**
 * What can be said of every cake on a page without asking for each: the shop's times, live as they are taken and as rules change. Who
 * looks keeps the page's own clock, set by the server's.
 * @returns null where the shop has no times or takes no orders
 */
export function useOpenings(loaded: Openings | null): Opened | null {
  const openings = useNewestRules(loaded)
  const now = useClock(openings?.now ?? null)
  const entities = useEntities()
  const { state } = useShop()
  return useMemo(
    () => (openings === null || now === null || state === 'paused' ? null : openedAt(openings, entities, new Date(now))),
    [openings, now, entities, state],
  )
}

function openedAt(openings: Openings, entities: ReadonlyMap<string, Held>, now: Date): Opened {
  const calendar = calendarOf(openings)
  const takenOf = leftOf(openings, entities)
  const today = shopTime(now, openings.timeZone).day
  // A list's cakes ask for few different things of the kitchen.
  const said = new Map<string, string | null>()
  const say = (product: Product) => {
    const { leadHours, points } = leastNeed(product)
    const key = `${leadHours} ${points}`
    const known = said.get(key)
    if (known !== undefined) return known
    const day = earliestDay(calendar, product, takenOf, now)
    const words = day === null ? null : fromWords(day, today)
    said.set(key, words)
    return words
  }
  return {
    earliest: (product) => (isOrderable(product) ? say(product) : null),
    isFreeOn: (product, day) => product.stock !== 0 && fitsOn(calendar, product, day, takenOf, now),
    roomOn: (day) => new Map(timesOn(calendar, day, takenOf, now).map(({ slot, left }) => [slot.id, left])),
  }
}

/** News of the shop tell that its rules changed, not how. */
function useNewestRules(loaded: Openings | null): Openings | null {
  const [asked, setAsked] = useState<Openings | null>(null)
  const { version, slots } = useShop()
  const newest = asked !== null && asked.version > (loaded?.version ?? 0) ? asked : loaded
  const isOld = slots && version > (newest?.version ?? 0)
  const live = useLink().at === 'live'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what went unanswered is asked again at the next version
  useEffect(() => {
    if (!isOld || !live) return
    const timer = setTimeout(async () => {
      const answer = await api<Openings>('GET', '/api/slots/openings')
      if (answer.ok) setAsked(answer.data)
    }, Math.random() * SPREAD)
    return () => clearTimeout(timer)
  }, [isOld, live, version])
  return newest
}

/** Milliseconds, moving every minute. */
function useClock(from: string | null): number | null {
  const [passed, setPassed] = useState<{ readonly since: string; readonly ms: number } | null>(null)
  useEffect(() => {
    if (from === null) return
    const start = stopwatch()
    const look = () => setPassed({ since: from, ms: stopwatch() - start })
    const timer = setInterval(look, MINUTE)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [from])
  return from === null ? null : Date.parse(from) + (passed?.since === from ? passed.ms : 0)
}
