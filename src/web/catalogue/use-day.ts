import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Product } from '../../contract/product.ts'
import { MAX_LIMIT } from '../../contract/shared.ts'
import type { Opened } from '../delivery/use-openings.ts'
import { api } from '../live/api.ts'
import type { Filters } from './filters.ts'
import type { LoadedList } from './load-list.ts'
import { toSearch } from './use-facets.ts'

/** Milliseconds. All open lists hear of a change at once; they ask spread over this time. */
const SPREAD = 2000

/** Whether one day's times have more room than they had: what had none may have some now. */
export const hasGrown = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): boolean =>
  [...after].some(([slot, left]) => left > (before.get(slot) ?? 0))

/** Whether a product can be had on the day that the list is narrowed to; always where it is not. */
export function useIsFree(opened: Opened | null, on: Filters['on']): (product: Product) => boolean {
  return useCallback((product) => on === undefined || opened === null || opened.isFreeOn(product, on), [opened, on])
}

/**
 * Asks which products a day's new room lets in that the list does not know; of a list that goes on, those that belong among what is shown.
 * @param found told their entities
 */
export function useDayArrivals(opened: Opened | null, list: LoadedList, found: (entities: readonly string[]) => void): void {
  const { on } = list.filters
  const room = useMemo(() => (on === undefined || opened === null ? null : opened.roomOn(on)), [opened, on])
  const before = useRef({ on, room })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const latest = useRef({ list, found })
  latest.current = { list, found }

  useEffect(() => {
    const was = before.current
    before.current = { on, room }
    if (room === null || was.room === null || was.on !== on || !hasGrown(was.room, room) || timer.current !== undefined) return
    timer.current = setTimeout(async () => {
      timer.current = undefined
      const asked = latest.current.list
      const answer = await api<Product[]>('GET', `/api/products?${toSearch(firstOf(asked))}`)
      if (!answer.ok || latest.current.list !== asked) return
      const here = new Set(asked.items.map(({ _id }) => _id))
      latest.current.found(answer.data.filter(({ _id }) => !here.has(_id)).map(({ _id }) => `product:${_id}`))
    }, Math.random() * SPREAD)
  }, [on, room])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}

const firstOf = ({ filters, sort, items, more }: LoadedList) => ({
  ...filters,
  sort,
  limit: more ? Math.min(MAX_LIMIT, items.length) : MAX_LIMIT,
})
