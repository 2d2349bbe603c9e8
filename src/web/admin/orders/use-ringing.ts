import { useEffect, useMemo, useState } from 'react'
import type { ShopChange } from '../../../contract/events.ts'
import type { StaffOrder } from '../../../contract/ticket.ts'
import { useEntities } from '../../live/use-entities.ts'
import { useNews } from '../../live/use-news.ts'
import { useTaps } from '../../taps/taps-provider.tsx'
import { isWorkable } from './order-words.ts'

type StaffNews = 'order_created' | 'ticket_created'

/**
 * Orders that came while this counter was open and that nobody has taken yet, oldest first. One leaves as soon as it is no
 * longer pending, on whichever screen that was done. One that is paid first rings when it is paid. Rings only for those who may accept.
 * @param accepts the news that tell this person of a new order; null: they take none
 */
export function useRinging(accepts: StaffNews | null): readonly StaffOrder[] {
  const entities = useEntities()
  const { taps } = useTaps()
  const [came, setCame] = useState<readonly string[]>([])
  useNews((changes) => {
    if (accepts === null) return
    const fresh = changes
      .filter((change) => change.type === accepts || (accepts === 'order_created' && isJustPaid(change)))
      .map(({ entity }) => entity)
    if (fresh.length > 0) setCame((before) => [...new Set([...before, ...fresh])])
  })
  const ringing = useMemo(
    () =>
      came.flatMap((entity) => {
        const order = entities.get(entity)?.data as StaffOrder | null | undefined
        // What was accepted here is quiet here, also before the shop knows.
        const taken = taps.some((tap) => tap.order === order?._id && tap.refused === undefined)
        return order?.status === 'pending' && isWorkable(order) && !taken ? [order] : []
      }),
    [came, entities, taps],
  )
  useEffect(() => {
    const settled = came.filter((entity) => (entities.get(entity)?.data as StaffOrder | null | undefined)?.status !== 'pending')
    if (settled.length > 0) setCame((before) => before.filter((entity) => !settled.includes(entity)))
  }, [came, entities])
  return ringing
}

/** The money that it waited for came at this very moment. The order itself may have come before this screen was open. */
function isJustPaid({ type, at, data }: ShopChange): boolean {
  if (type !== 'order_status_updated') return false
  return data.status === 'pending' && data.paymentMethod !== 'cod' && isWorkable(data as StaffOrder) && data.payments.at(-1)?.at === at
}
