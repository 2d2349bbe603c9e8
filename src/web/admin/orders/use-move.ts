import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import type { OrderStatus } from '../../../domain/order-status.ts'
import { api } from '../../live/api.ts'
import { knownOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { notify } from '../../ui/toast.tsx'

const TOLD: Record<OrderStatus, string> = {
  pending: 'is pending again',
  processing: 'is accepted',
  shipped: 'is out for delivery',
  delivered: 'is delivered',
  cancelled: 'is cancelled',
}

/** Somebody else moved it first: `wanted` is what this screen asked for, `found` where it had gone by then. */
export type Overtaken = { readonly wanted: OrderStatus; readonly found: AdminOrder }

/** Moves one order from the state on this screen, and from no other. */
export function useMove(order: AdminOrder) {
  const { store } = useLive()
  const { run, moment, problem, clear } = useCall()
  const [wanted, setWanted] = useState<OrderStatus | null>(null)
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null)
  const move = async (to: OrderStatus, reason?: string): Promise<boolean> => {
    setWanted(to)
    setOvertaken(null)
    const body = { status: to, version: order.version, ...(reason === undefined ? {} : { reason }) }
    const answer = await run(() => api<AdminOrder>('PATCH', `/api/orders/${order._id}/status`, body))
    if (answer.ok) {
      store.learn([knownOrder(answer.data)])
      notify(`${order.number} ${TOLD[to]}`, { kind: 'success' })
      return true
    }
    const { current } = answer.problem as { current?: AdminOrder | null }
    if (answer.problem.code === 'order.changed' && current) {
      store.learn([knownOrder(current)])
      setOvertaken({ wanted: to, found: current })
      clear()
    }
    return false
  }
  return { move, moment, problem, wanted, overtaken, dismiss: () => setOvertaken(null) }
}
