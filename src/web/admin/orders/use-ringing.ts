import { useEffect, useMemo, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { useEntities } from '../../live/use-entities.ts'
import { useNews } from '../../live/use-news.ts'
import { useTaps } from '../../taps/taps-provider.tsx'

/**
 * Orders that came while this counter was open and that nobody has taken yet, oldest first. One leaves as soon as it is no
 * longer pending, on whichever screen that was done. Rings only for those who may accept.
 */
export function useRinging(mayAccept: boolean): readonly AdminOrder[] {
  const entities = useEntities()
  const { taps } = useTaps()
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
        // What was accepted here is quiet here, also before the shop knows.
        const taken = taps.some((tap) => tap.order === order?._id && tap.refused === undefined)
        return order?.status === 'pending' && !taken ? [order] : []
      }),
    [came, entities, taps],
  )
  useEffect(() => {
    const settled = came.filter((entity) => (entities.get(entity)?.data as AdminOrder | null | undefined)?.status !== 'pending')
    if (settled.length > 0) setCame((before) => before.filter((entity) => !settled.includes(entity)))
  }, [came, entities])
  return ringing
}
