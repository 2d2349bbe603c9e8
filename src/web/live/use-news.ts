import { useCallback, useEffect, useRef, useState } from 'react'
import { useNavigation, useRevalidator } from 'react-router'
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

/** `change`: the newest of its news, null where none tell of it. `asked`: they came while the page asked for another answer. */
type Waiting = { readonly change: ShopChange | null; readonly asked: boolean }

/**
 * Things that came into sight and wait to be shown ("3 new: show"): entities whose news satisfy `arrives`, each once.
 * A thing that leaves again is no longer counted. `add`: those of which no news tell. `show` loads the page again.
 * @param loaded what the page loaded: when it is another, it holds them, or has its own. It may have been read before what came meanwhile
 */
export function useArrivals(
  loaded: object,
  arrives: (change: ShopChange) => boolean,
): {
  readonly count: number
  add(entities: readonly string[]): void
  show(): void
} {
  const { revalidate, state } = useRevalidator()
  const asked = useNavigation().state !== 'idle' || state !== 'idle'
  const [waiting, setWaiting] = useState<ReadonlyMap<string, Waiting>>(new Map())
  useNews((changes) => setWaiting((before) => withNews(before, changes, arrives, asked)))
  const add = useCallback(
    (entities: readonly string[]) =>
      setWaiting((before) => new Map([...before, ...entities.map((entity) => [entity, { change: null, asked: false }] as const)])),
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was loaded is the occasion
  useEffect(() => setWaiting((before) => notLoaded(before, arrives)), [loaded])
  return { count: waiting.size, add, show: () => void revalidate() }
}

function withNews(
  before: ReadonlyMap<string, Waiting>,
  changes: readonly ShopChange[],
  arrives: (change: ShopChange) => boolean,
  asked: boolean,
): ReadonlyMap<string, Waiting> {
  const after = new Map(before)
  for (const change of changes) {
    if (change.gone === true || !arrives(change)) after.delete(change.entity)
    else after.set(change.entity, { change, asked })
  }
  return after.size === 0 && before.size === 0 ? before : after
}

function notLoaded(before: ReadonlyMap<string, Waiting>, arrives: (change: ShopChange) => boolean): ReadonlyMap<string, Waiting> {
  const left = [...before].filter(([, { change, asked }]) => asked && change !== null && arrives(change))
  return left.length === 0 && before.size === 0 ? before : new Map(left.map(([entity, { change }]) => [entity, { change, asked: false }]))
}
