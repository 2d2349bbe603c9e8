import type { Notification } from '../../../contract/notification.ts'

/** The counter's inbox while there is nothing. */
export const EMPTY = 'New orders and stock that runs out are told here.'

/** Where a notification of the counter leads on to; null when it only tells. */
export function leadsTo({ data }: Notification): string | null {
  if (typeof data?.orderId === 'string') return `/admin/orders?order=${encodeURIComponent(data.orderId)}`
  if (typeof data?.productId === 'string') return `/admin/products/${encodeURIComponent(data.productId)}`
  return null
}
