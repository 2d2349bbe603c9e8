import { useNews } from '../live/use-news.ts'
import { announce } from '../ui/announcer.tsx'
import { statusWord } from '../ui/status-tag.tsx'
import type { AnyOrder } from './own-orders.ts'

/** What becomes of the orders in sight, for those who listen to the screen. */
export function useSpokenMoves(orders: readonly Pick<AnyOrder, '_id'>[]): void {
  useNews((changes) => {
    for (const { type, entity, data } of changes) {
      const told = type === 'order_created' || type === 'order_status_updated' || type === 'ticket_created' || type === 'ticket_updated'
      if (!told || !orders.some(({ _id }) => entity === `order:${_id}` || entity === `ticket:${_id}`)) continue
      announce(`Order ${data.number} is ${statusWord(data.status).toLowerCase()}`)
    }
  })
}
