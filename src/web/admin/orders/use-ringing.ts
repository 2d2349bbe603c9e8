import { useEffect, useMemo, useState } from 'react'
import type { StaffOrder } from '../../../contract/ticket.ts'
import { useEntities } from '../../live/use-entities.ts'
import { useNews } from '../../live/use-news.ts'
import { useTaps } from '../../taps/taps-provider.tsx'

type StaffNews = 'order_created' | 'ticket_created'

/**
 * Orders that came while this counter was open and that nobody has taken yet, oldest first. One leaves as soon as it is no
 * longer pending, on whichever screen that was done. Rings only for those who may accept.
 * @param accepts the news that tell this person of a new order; null: they take none
 */
export function useRinging(accepts: StaffNews | null): readonly StaffOrder[] {
  const entities = useEntities()
  const { taps } = useTaps()
  const [came, setCame] = useState<readonly string[]>([])
  useNews((changes) => {
    if (accepts === null) return
    const fresh = changes.filter(({ type }) => type === accepts).map(({ entity }) => entity)
    if (fresh.length > 0) setCame((before) => [...new Set([...before, ...fresh])])
  })
  const ringing = useMemo(
    () =>
      came.flatMap((entity) => {
        const order = entities.get(entity)?.data as StaffOrder | null | undefined
        // What was accepted here is quiet here, also before the shop knows.
        const taken = taps.some((tap) => tap.order === order?._id && tap.refused === undefined)
        return order?.status === 'pending' && !taken ? [order] : []
      }),
    [came, entities, taps],
  )
  useEffect(() => {
    const settled = came.filter((entity) => (entities.get(entity)?.data as StaffOrder | null | undefined)?.status !== 'pending')
    if (settled.length > 0) setCame((before) => before.filter((entity) => !settled.includes(entity)))
  }, [came, entities])
  return ringing
}
