import { useEffect, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import type { Problem } from '../../../contract/refusal.ts'
import { api } from '../../live/api.ts'
import { knownOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useEntity } from '../../live/use-entities.ts'

/** The order that the URL names, live. One that this page did not load is asked for. */
export function useChosenOrder(id: string | null, listed: readonly AdminOrder[]) {
  const { store } = useLive()
  const [problem, setProblem] = useState<Problem | null>(null)
  const inList = listed.find((order) => order._id === id) ?? null
  const order = useEntity<AdminOrder>(id === null ? null : `order:${id}`, inList)
  const missing = id !== null && order === null
  useEffect(() => {
    setProblem(null)
    if (!missing) return
    let current = true
    void api<AdminOrder>('GET', `/api/orders/${encodeURIComponent(id)}`).then((answer) => {
      if (!current) return
      if (answer.ok) store.learn([knownOrder(answer.data)])
      else setProblem(answer.problem)
    })
    return () => {
      current = false
    }
  }, [id, missing, store])
  return { order, problem }
}
