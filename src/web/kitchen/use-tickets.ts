import { useCallback, useMemo, useRef, useState } from 'react'
import type { StaffOrder } from '../../contract/ticket.ts'
import { isWorkable } from '../admin/orders/order-words.ts'
import { entityOf, knownStaffOrder } from '../live/known.ts'
import { useEntities, useSeed } from '../live/use-entities.ts'
import { useNews } from '../live/use-news.ts'
import { useTaps } from '../taps/taps-provider.tsx'
import { useShownOrders } from '../taps/use-order-taps.ts'
import { type Column, columnsOf, isColumn, totalsOf } from './tickets.ts'

/** Whole orders for who works at the counter too, tickets for who works in the kitchen alone. */
export type WallKind = 'order' | 'ticket'

/** Every order that this page loaded or heard of since, as `kind` of news tell it. One that waits for its money is no work yet. */
function useOrders(loaded: readonly StaffOrder[], kind: WallKind): readonly StaffOrder[] {
  useSeed(useMemo(() => loaded.map(knownStaffOrder), [loaded]))
  const entities = useEntities()
  return useMemo(() => {
    const orders = new Map(loaded.map((order) => [order._id, order]))
    for (const [entity, { data }] of entities) {
      if (!entity.startsWith(`${kind}:`)) continue
      // Its money went back before it was begun.
      if (data === null) {
        orders.delete(entity.slice(kind.length + 1))
        continue
      }
      const order = data as StaffOrder
      if (order.rev > (orders.get(order._id)?.rev ?? 0)) orders.set(order._id, order)
    }
    return [...orders.values()].filter((order) => order.status !== 'pending' || isWorkable(order))
  }, [entities, loaded, kind])
}

/** Tickets that were taken off by somebody else, and hang until it is read. */
function useCancelled(shown: readonly StaffOrder[]) {
  const [cancelled, setCancelled] = useState<ReadonlyMap<string, Column>>(new Map())
  const before = useRef(shown)
  const { taps } = useTaps()
  useNews((changes) => {
    const gone = changes.flatMap((change) => {
      if ((change.type !== 'order_status_updated' && change.type !== 'ticket_updated') || change.data.status !== 'cancelled') return []
      const { _id } = change.data
      const was = before.current.find((order) => order._id === _id && entityOf(order) === change.entity)?.status
      return was !== undefined && isColumn(was) ? [[_id, was] as const] : []
    })
    if (gone.length > 0) setCancelled((kept) => new Map([...kept, ...gone]))
  })
  before.current = shown
  const takeOff = useCallback((id: string) => setCancelled((kept) => new Map([...kept].filter(([order]) => order !== id))), [])
  const kept = useMemo(() => {
    const refused = taps.flatMap((tap) => (tap.refused !== undefined && isColumn(tap.from) ? [[tap.order, tap.from] as const] : []))
    return new Map([...cancelled, ...refused])
  }, [cancelled, taps])
  return { kept, takeOff, isCancelled: (id: string) => cancelled.has(id) }
}

/** The kitchen's tickets, live, each where the taps that wait would bring it. */
export function useTickets(loaded: readonly StaffOrder[], kind: WallKind) {
  const shown = useShownOrders(useOrders(loaded, kind))
  const { kept, takeOff, isCancelled } = useCancelled(shown)
  const columns = useMemo(() => columnsOf(shown, kept), [shown, kept])
  const totals = useMemo(() => totalsOf(shown), [shown])
  return { columns, totals, takeOff, isCancelled }
}
