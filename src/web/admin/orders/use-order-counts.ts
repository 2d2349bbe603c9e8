import { useEffect, useRef, useState } from 'react'
import type { Order } from '../../../contract/order.ts'
import { api } from '../../live/api.ts'
import { useNews } from '../../live/use-news.ts'

export type OrderCounts = Readonly<Record<Order['status'], number>>

/** At most one question a second, however busy the shop is. */
const PAUSE = 1000

/** How many orders are in each status, asked again whenever one is placed or moved. null: not for this viewer. */
export function useOrderCounts(loaded: OrderCounts | null): OrderCounts | null {
  const [counts, setCounts] = useState(loaded)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  useEffect(() => {
    asked.current++
    setCounts(loaded)
  }, [loaded])
  useEffect(() => () => clearTimeout(timer.current), [])

  const ask = async () => {
    last.current = Date.now()
    timer.current = undefined
    const turn = ++asked.current
    const answer = await api<OrderCounts>('GET', '/admin/order-counts')
    // A later question knows better; without an answer the former numbers stay, and the pill says as of when.
    if (answer.ok && turn === asked.current) setCounts(answer.data)
  }
  useNews((changes) => {
    if (loaded === null || timer.current !== undefined || !changes.some(({ entity }) => entity.startsWith('order:'))) return
    timer.current = setTimeout(() => void ask(), Math.max(50, last.current + PAUSE - Date.now()))
  })
  return counts
}
