import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { StaffOrder } from '../../contract/ticket.ts'
import { api } from '../live/api.ts'
import { knownStaffOrder } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { newKey } from '../live/new-key.ts'
import { useLink } from '../live/use-link.ts'
import { asOnlyTab } from './one-tab.ts'
import { boxOf, turnOf } from './place.ts'
import { EMPTY, type Queue, type QueueEvent, type Tap } from './queue.ts'
import { sendAll } from './send-taps.ts'
import type { TapBox } from './tap-box.ts'
import { startSender, type TapSender } from './tap-sender.ts'

/** The second press of a double click must not move what the first one brought under the finger. */
const REST = 500
/** Then a call counts as not having reached the shop, milliseconds. */
const PATIENCE = 10_000

export type Taps = Queue & {
  /** No button that moves an order does anything: one was pressed a moment ago. */
  readonly resting: boolean
  /** The order that was pressed last here. */
  readonly last: string | null
  tap(wish: Omit<Tap, 'key' | 'at' | 'refused'>): void
  discard(key: string): void
  /** Tries now. */
  hurry(): void
}

const TapsContext = createContext<Taps | null>(null)

export function useTaps(): Taps {
  const taps = useContext(TapsContext)
  if (taps === null) throw new Error('TapsProvider is missing')
  return taps
}

const NO_BOX = { subscribe: () => () => undefined, queue: EMPTY }

/** Sends what `accountId` tapped while this is on screen, and follows what the other tabs do. */
function useSender(accountId: string, box: TapBox | null) {
  const { store, renew } = useLive()
  const link = useLink()
  const sender = useRef<TapSender>(undefined)
  useEffect(() => {
    if (box === null) return
    const send = (tap: Tap) => {
      // In another tab somebody else may have signed in meanwhile.
      const headers = { 'Idempotency-Key': tap.key, 'Cakewire-Account': accountId }
      const options = { headers, signal: AbortSignal.timeout(PATIENCE) }
      return tap.tick === undefined
        ? api<StaffOrder>('PATCH', `/api/orders/${tap.order}/status`, wishOf(tap), options)
        : api<StaffOrder>('PUT', `/api/orders/${tap.order}/done`, tap.tick, options)
    }
    const learn = (order: StaffOrder) => store.learn([knownStaffOrder(order)])
    box.on({ on: 'signed-in' })
    const made = startSender(box, async () => {
      await asOnlyTab(turnOf(accountId), () => sendAll(box, { send, learn }))
      // The page asks who it is for.
      if (box.queue.road === 'signed-out') void renew()
    })
    sender.current = made
    const refresh = () => {
      box.refresh()
      made.hurry()
    }
    window.addEventListener('storage', refresh)
    return () => {
      window.removeEventListener('storage', refresh)
      made.close()
    }
  }, [accountId, box, store, renew])
  useEffect(() => {
    if (link.at !== 'live') return
    // The line is up again, and it is this very person's.
    box?.on({ on: 'signed-in' })
    sender.current?.hurry()
  }, [link, box])
  return useCallback(() => sender.current?.hurry(), [])
}

const wishOf = ({ to, version, choices }: Tap) => ({ status: to, version, ...choices })

function useRest() {
  const [resting, setResting] = useState(false)
  const until = useRef(0)
  useEffect(() => {
    if (!resting) return
    const timer = setTimeout(() => setResting(false), REST)
    return () => clearTimeout(timer)
  }, [resting])
  const ticked = useRef({ what: '', until: 0 })
  const begin = useCallback((tick?: string): boolean => {
    // Lines are ticked off as fast as a hand goes; only the same one twice at once is a double click.
    if (tick !== undefined) {
      const again = ticked.current.what === tick && performance.now() < ticked.current.until
      ticked.current = { what: tick, until: performance.now() + REST }
      return !again
    }
    if (performance.now() < until.current) return false
    until.current = performance.now() + REST
    setResting(true)
    return true
  }, [])
  return { resting, begin }
}

/** Around the screens where staff move orders. */
export function TapsProvider({ accountId, children }: { accountId: string; children: ReactNode }) {
  const [last, setLast] = useState<string | null>(null)
  const box = useMemo(() => (typeof window === 'undefined' ? null : boxOf(accountId)), [accountId])
  const { subscribe } = box ?? NO_BOX
  const queue = useSyncExternalStore(
    subscribe,
    () => (box ?? NO_BOX).queue,
    () => EMPTY,
  )
  const hurry = useSender(accountId, box)
  const { resting, begin } = useRest()
  const taps = useMemo(() => {
    const say = (event: QueueEvent) => box?.on(event)
    return {
      ...queue,
      resting,
      last,
      hurry,
      tap: (wish: Omit<Tap, 'key' | 'at' | 'refused'>) => {
        if (!begin(wish.tick && `${wish.order} ${wish.tick.line}`)) return
        setLast(wish.order)
        say({ on: 'tapped', tap: { ...wish, key: newKey(), at: Date.now() } })
        hurry()
      },
      discard: (key: string) => say({ on: 'discarded', key }),
    }
  }, [queue, resting, last, hurry, begin, box])
  return <TapsContext.Provider value={taps}>{children}</TapsContext.Provider>
}
