import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ShopChange } from '../../../contract/events.ts'
import type { StaffOrder } from '../../../contract/ticket.ts'
import type { LiveStore } from '../../../feed/client/live-store.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useEntities } from '../../live/use-entities.ts'
import { useTaps } from '../../taps/taps-provider.tsx'
import { isWorkable } from './order-words.ts'

/** Whole orders at the counter, tickets in the kitchen. */
type Kind = 'order' | 'ticket'

/**
 * Orders that came while this page was open and that nobody has taken yet, oldest first. One leaves as soon as it is no
 * longer pending, on whichever screen that was done. One that is paid first rings when it is paid. Rings only for those who may accept.
 * @param kind as this person is told of orders; null: they take none
 */
export function useRinging(kind: Kind | null): readonly StaffOrder[] {
  const { store } = useLive()
  const entities = useEntities()
  const { taps } = useTaps()
  const arrivals = arrivalsOf(store)
  const came = useSyncExternalStore(arrivals.subscribe, arrivals.get, nothing)
  const ringing = useMemo(
    () =>
      came.flatMap((entity) => {
        const order = entities.get(entity)?.data as StaffOrder | null | undefined
        // What was accepted here is quiet here, also before the shop knows.
        const taken = taps.some((tap) => tap.order === order?._id && tap.refused === undefined)
        return entity.startsWith(`${kind}:`) && order?.status === 'pending' && isWorkable(order) && !taken ? [order] : []
      }),
    [came, entities, taps, kind],
  )
  useEffect(() => {
    // Not who is unknown: after a reset the page is told of it again.
    const isSettled = (data: unknown) => (data as StaffOrder | null)?.status !== 'pending'
    const settled = came.filter((entity) => entities.has(entity) && isSettled(entities.get(entity)?.data))
    if (settled.length > 0) arrivals.settle(settled)
  }, [arrivals, came, entities])
  return ringing
}

type Arrivals = {
  get(): readonly string[]
  settle(entities: readonly string[]): void
  subscribe(tell: () => void): () => void
}

const NOTHING: readonly string[] = []
const nothing = () => NOTHING
const known = new WeakMap<LiveStore, Arrivals>()

/** Kept as long as the page lives: who prints a ticket, or goes from the counter to the kitchen, misses none and forgets none. */
function arrivalsOf(store: LiveStore): Arrivals {
  const before = known.get(store)
  if (before !== undefined) return before
  let came = NOTHING
  const listeners = new Set<() => void>()
  const set = (next: readonly string[]) => {
    came = next
    for (const tell of listeners) tell()
  }
  store.watch((changes) => {
    const fresh = (changes as readonly ShopChange[]).filter(isArrival).map(({ entity }) => entity)
    if (fresh.length > 0) set([...new Set([...came, ...fresh])])
  })
  const arrivals: Arrivals = {
    get: () => came,
    settle: (entities) => set(came.filter((entity) => !entities.includes(entity))),
    subscribe: (tell) => {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
  }
  known.set(store, arrivals)
  return arrivals
}

const isArrival = (change: ShopChange): boolean => change.type === 'order_created' || change.type === 'ticket_created' || isJustPaid(change)

/** The money that it waited for came at this very moment. The order itself may have come before this screen was open. */
function isJustPaid({ type, at, data }: ShopChange): boolean {
  if (type !== 'order_status_updated') return false
  return data.status === 'pending' && data.paymentMethod !== 'cod' && isWorkable(data as StaffOrder) && data.payments.at(-1)?.at === at
}
