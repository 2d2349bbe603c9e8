import { createContext, type ReactNode, useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { Known } from '../../feed/client/fold.ts'
import { LiveStore } from '../../feed/client/live-store.ts'
import { exposeDiagnostics } from './diagnostics.ts'
import { type Line, startLine } from './line.ts'
import { loadAll } from './renewal.ts'

/** A snapshot of the shop as the root loader took it. A new object: the page starts again from it. */
export type Snapshot = {
  readonly cursor: string
  readonly seat: string
  readonly known: readonly Known[]
}

export type Live = {
  readonly store: LiveStore
  /**
   * Asks every loader again and starts from what they tell, in every tab of this browser: after sign-in, sign-out, or a change of guest
   * to account. No page reload.
   */
  renew(): Promise<void>
}

const LiveContext = createContext<Live | null>(null)

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error('LiveProvider is missing')
  return live
}

/** A new snapshot is on screen by then, in milliseconds. */
const SNAPSHOT_WAIT = 3000

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

export function LiveProvider({ snapshot, children }: { snapshot: Snapshot; children: ReactNode }) {
  const [store] = useState(() => new LiveStore(snapshot.cursor, Date.now()))
  const { revalidate } = useRevalidator()
  const connection = useRef<Line>(undefined)
  const shown = useRef<Snapshot>(undefined)
  const current = useRef(snapshot)
  current.current = snapshot
  const resetting = useRef(false)
  const renewing = useRef<Promise<void>>(undefined)
  const others = useRef<BroadcastChannel>(undefined)

  const renew = useCallback((): Promise<void> => {
    const run = async () => {
      const before = current.current
      connection.current?.pause()
      await loadAll(revalidate).finally(() => {
        renewing.current = undefined
      })
      // A navigation at the same moment may have swallowed the question.
      setTimeout(() => {
        if (connection.current !== undefined && current.current === before) void renew()
      }, SNAPSHOT_WAIT)
    }
    renewing.current ??= run()
    return renewing.current
  }, [revalidate])

  // Before paint, and before the pages below tell what they loaded: nothing of the former state may show through.
  useBrowserLayoutEffect(() => {
    if (shown.current !== snapshot) store.restart(snapshot.cursor, snapshot.known, { reset: resetting.current })
    resetting.current = false
    shown.current = snapshot
  }, [store, snapshot])

  useEffect(() => {
    const made = startLine({
      store,
      seat: current.current.seat,
      renew: (why) => {
        resetting.current = why === 'reset'
        void renew()
      },
    })
    connection.current = made
    const hide = exposeDiagnostics(store, made)
    return () => {
      hide()
      made.close()
      connection.current = undefined
    }
  }, [store, renew])

  // The first connection, and one from every new snapshot.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the snapshot itself is the occasion
  useEffect(() => connection.current?.open(), [snapshot])

  // Who signs in, or out, in one tab does so in all.
  const seat = snapshot.seat
  useEffect(() => {
    const tabs = new BroadcastChannel(`cakewire.identity${seat}`)
    tabs.onmessage = () => void renew()
    others.current = tabs
    return () => tabs.close()
  }, [seat, renew])
  const renewAll = useCallback(async () => {
    await renew()
    others.current?.postMessage('renew')
  }, [renew])

  const live = useMemo(() => ({ store, renew: renewAll }), [store, renewAll])
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>
}
