import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Mode, SlotGrid, SlotNews } from '../../contract/delivery.ts'
import type { Problem } from '../../contract/refusal.ts'
import { api } from '../live/api.ts'
import { useLink } from '../live/use-link.ts'
import { useNews } from '../live/use-news.ts'
import { useShop } from '../live/use-shop.ts'
import { applyNews, type Chosen, keyOf } from './apply-news.ts'

/** What was too early to know when the page was loaded becomes too late while it stands open. */
const ASKED_AGAIN = 60_000

type Asked = {
  readonly mode: Mode
  readonly pincode: string
  readonly days: number
  /** One piece of it instead of the cart. */
  readonly product?: { readonly id: string; readonly size: string }
}
type Heard = SlotNews & { readonly at: number }

/**
 * When the viewer's cart can be had, live. null while it is not known.
 * @param asked null: nothing is asked
 * @param changes asks again when it does: the version of the cart
 */
export function useSlots(asked: Asked | null, held: Chosen | null, changes: unknown, loaded: SlotGrid | null = null) {
  const [answer, setAnswer] = useState<{ readonly question: string; readonly grid: SlotGrid } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [heard, setHeard] = useState<ReadonlyMap<string, Heard>>(new Map())
  const { version } = useShop()
  const live = useLink().at === 'live'
  const question = asked === null ? null : pathOf(asked)
  const latest = useRef(question)
  latest.current = question

  const refresh = useCallback(async () => {
    const [asking, since] = [latest.current, performance.now()]
    if (asking === null) return
    const got = await api<SlotGrid>('GET', asking)
    if (latest.current !== asking) return
    setProblem(got.ok ? null : got.problem)
    if (!got.ok) return
    setAnswer({ question: asking, grid: got.data })
    // What was heard before the question is in the answer.
    setHeard((before) => new Map([...before].filter(([, { at }]) => at >= since)))
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may change the answer
  useEffect(() => {
    if (question === null) return
    void refresh()
    const timer = setInterval(() => void refresh(), ASKED_AGAIN)
    return () => clearInterval(timer)
  }, [question, changes, version, live, refresh])

  useNews((news) => {
    const slots = news.filter(({ type }) => type === 'slot_updated').map(({ data }) => data as SlotNews)
    if (slots.length === 0) return
    const at = performance.now()
    setHeard((before) => {
      const fresh = new Map(slots.map((slot) => [keyOf(slot), { ...slot, at }]))
      return new Map([...[...before].filter(([key]) => !fresh.has(key)), ...fresh])
    })
  })

  const grid = question === null ? null : answer?.question === question ? answer.grid : loaded
  const shown = useMemo(() => grid && applyNews(grid, heard, held), [grid, heard, held])
  return { grid: shown, problem, refresh }
}

function pathOf({ mode, pincode, days, product }: Asked): string {
  const query = new URLSearchParams({ mode, days: String(days) })
  if (mode === 'delivery' && pincode !== '') query.set('pincode', pincode)
  if (product !== undefined) query.set('product', product.id)
  if (product !== undefined && product.size !== '') query.set('size', product.size)
  return `/api/slots?${query}`
}
