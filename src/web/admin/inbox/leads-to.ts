import type { Notification } from '../../../contract/notification.ts'

/** Where a notification of the counter leads on to; null when it only tells. */
export function leadsTo({ data }: Notification): string | null {
  if (typeof data?.orderId === 'string') return `/admin/orders?order=${encodeURIComponent(data.orderId)}`
  if (typeof data?.productId === 'string') return `/admin/products/${encodeURIComponent(data.productId)}`
  return null
}
