import type { Notification } from '../../contract/notification.ts'

/** Where a notification leads its customer; null when it only tells. */
export function leadsTo({ data }: Pick<Notification, 'data'>): string | null {
  if (typeof data?.orderId === 'string') return `/orders/${encodeURIComponent(data.orderId)}`
  if (typeof data?.productId === 'string') return `/product/${encodeURIComponent(data.productId)}`
  return null
}
