import { useEffect, useMemo, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { useEntities } from '../../live/use-entities.ts'
import { useNews } from '../../live/use-news.ts'

/**
 * Orders that came while this counter was open and that nobody has taken yet, oldest first. One leaves as soon as it is no
 * longer pending, on whichever screen that was done. Rings only for those who may accept.
 */
export function useRinging(mayAccept: boolean): readonly AdminOrder[] {
  const entities = useEntities()
  const [came, setCame] = useState<readonly string[]>([])
  useNews((changes) => {
    if (!mayAccept) return
    const fresh = changes.filter(({ type }) => type === 'order_created').map(({ entity }) => entity)
    if (fresh.length > 0) setCame((before) => [...new Set([...before, ...fresh])])
  })
  const ringing = useMemo(
    () =>
      came.flatMap((entity) => {
        const order = entities.get(entity)?.data as AdminOrder | null | undefined
        return order?.status === 'pending' ? [order] : []
      }),
    [came, entities],
  )
  useEffect(() => {
    if (came.length > 0 && ringing.length === 0) setCame([])
  }, [came, ringing])
  return ringing
}
