import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Product } from '../../contract/product.ts'
import type { Held, Known } from '../../feed/client/fold.ts'
import { useLive } from './live-provider.tsx'
import { newest, type Revised, revOf } from './newest.ts'

const NOTHING: ReadonlyMap<string, Held> = new Map()

/** Every entity that this page holds. A new map whenever one of them changes. */
export function useEntities(): ReadonlyMap<string, Held> {
  const { store } = useLive()
  return useSyncExternalStore(
    store.subscribe,
    () => store.entities,
    () => NOTHING,
  )
}

/** Tells the store what a loader knows. Of two states of one thing the higher `rev` stays. */
export function useSeed(known: readonly Known[]): void {
  const { store } = useLive()
  useEffect(() => store.learn(known), [store, known])
}

/**
 * The newest state of one thing, live. `loaded`: as this page's loader told it. null when it is gone from this viewer's sight.
 * `entity` null: nothing to follow.
 */
export function useEntity<T extends Revised>(entity: string | null, loaded: T | null): T | null {
  const { store } = useLive()
  const get = useCallback(() => (entity === null ? undefined : store.get(entity)), [store, entity])
  const held = useSyncExternalStore(store.subscribe, get, () => undefined)
  return newest(held, loaded, loaded === null ? 0 : revOf(loaded))
}

export const useProduct = (id: string, loaded: Product | null): Product | null => useEntity(`product:${id}`, loaded)

/** The same things in the same order, each in its newest state; what is gone is left out. Things keep their place while someone reads. */
export function useLiveList<T extends Revised & { readonly _id: string }>(kind: 'product' | 'order', loaded: readonly T[]): readonly T[] {
  const entities = useEntities()
  return useMemo(
    () => loaded.flatMap((item) => newest(entities.get(`${kind}:${item._id}`), item, revOf(item)) ?? []),
    [entities, kind, loaded],
  )
}
