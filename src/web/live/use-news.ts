import { useCallback, useEffect, useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { ShopChange } from '../../contract/events.ts'
import { useLive } from './live-provider.tsx'

/** Calls `told` with the news of each batch, after they are on screen. */
export function useNews(told: (changes: readonly ShopChange[]) => void): void {
  const { store } = useLive()
  const latest = useRef(told)
  useEffect(() => {
    latest.current = told
  })
  useEffect(() => store.watch((changes) => latest.current(changes as readonly ShopChange[])), [store])
}

/**
 * Things that came into sight and wait to be shown ("3 new: show"): entities whose news satisfy `arrives`, each once.
 * A thing that leaves again is no longer counted. `add`: those of which no news tell. `show` loads the page again.
 * @param loaded what the page loaded: when it is another, it holds them, or has its own
 */
export function useArrivals(
  loaded: object,
  arrives: (change: ShopChange) => boolean,
): {
  readonly count: number
  add(entities: readonly string[]): void
  show(): void
} {
  const { revalidate } = useRevalidator()
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  useNews((changes) => setWaiting((before) => withNews(before, changes, arrives)))
  const add = useCallback((entities: readonly string[]) => setWaiting((before) => new Set([...before, ...entities])), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was loaded is the occasion
  useEffect(() => setWaiting(new Set()), [loaded])
  return { count: waiting.size, add, show: () => void revalidate() }
}

function withNews(
  before: ReadonlySet<string>,
  changes: readonly ShopChange[],
  arrives: (change: ShopChange) => boolean,
): ReadonlySet<string> {
  const after = new Set(before)
  for (const change of changes) {
    if (change.gone === true || !arrives(change)) after.delete(change.entity)
    else after.add(change.entity)
  }
  return after.size === before.size && [...after].every((entity) => before.has(entity)) ? before : after
}
