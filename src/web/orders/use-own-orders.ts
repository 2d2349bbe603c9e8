import { useMemo } from 'react'
import { useEntities } from '../live/use-entities.ts'
import { type AnyOrder, ownOrders } from './own-orders.ts'

/** {@link ownOrders} of this page, live. */
export function useOwnOrders(loaded: readonly AnyOrder[], viewerId: string | null, firstPage: boolean): readonly AnyOrder[] {
  const entities = useEntities()
  return useMemo(() => ownOrders(loaded, entities, viewerId, firstPage), [loaded, entities, viewerId, firstPage])
}
