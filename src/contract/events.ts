import type { Cart } from './cart.ts'
import type { SlotNews } from './delivery.ts'
import type { AdminMenu, Menu } from './menu.ts'
import type { Notification } from './notification.ts'
import type { AdminOrder, Order } from './order.ts'
import type { PaymentNotice } from './payment.ts'
import type { AdminProduct, Product, Review } from './product.ts'
import type { ProductImport } from './product-file.ts'
import type { AdminReview } from './review.ts'
import type { ShopInfo } from './shop.ts'
import type { StockAlert, StockAlertCount } from './stock-alert.ts'
import type { KitchenTicket } from './ticket.ts'
import type { TrackedOrder } from './tracking.ts'

/**
 * What one feed entry says, as the text that crosses the wire. `entity` and `rev` order the states of one thing:
 * a reader keeps the highest `rev`. `gone`: the thing left this audience (`data` then only holds its `_id`).
 */
export type Change<Type extends string = string, Data = unknown> = {
  readonly type: Type
  readonly entity: string
  readonly rev: number
  /** ISO 8601 UTC, the transaction's time. */
  readonly at: string
  readonly gone?: true
  readonly data: Data
}

/**
 * The shop's news. Entities: `product:<id>`, `order:<id>`, `ticket:<order id>`, `cart:<account id>`, `notification:<id>`, `shop:1`, `menu:1`, `slot:<id>:<day>`, `review:<id>`,
 * `stock_alert:<product id>` (the reader's own), `stock_alert_count:<product id>`, `payment_notice:<id>`, `import:<id>`.
 * Classic Socket.IO clients get each as an event of that name with `{timestamp, data}`
 * (notifications: `{timestamp, message, type, data}`, as the seed wrote them).
 */
export type ShopChange =
  | Change<'product_created' | 'product_updated', Product | AdminProduct>
  | Change<'product_deleted', { _id: string }>
  | Change<'order_created' | 'order_status_updated', Order | AdminOrder>
  | Change<'ticket_created' | 'ticket_updated', KitchenTicket>
  | Change<'ticket_deleted', { _id: string }>
  | Change<'order_tracked', TrackedOrder>
  | Change<'cart_updated', Cart>
  | Change<'shop_updated', ShopInfo>
  | Change<'menu_updated', Menu | AdminMenu>
  | Change<'slot_updated', SlotNews>
  | Change<'stock_alert_updated', StockAlert>
  | Change<'stock_alert_count_updated', StockAlertCount>
  | Change<'payment_notice', PaymentNotice>
  | Change<'review_updated', Review | AdminReview>
  | Change<'import_updated', ProductImport>
  | Change<'admin_notification' | 'customer_notification' | 'notification_read', Notification>

/**
 * - `public`: everybody
 * - `admin`: the counter, staff with the right to orders; carries buyers' names, phones and addresses
 * - `kitchen`: staff with the right to the kitchen and none to orders; no money, phone or address
 * - `catalogue`: staff with the right to the catalogue; carries hidden products and cost prices
 * - `user:<id>`: one person, on all devices
 * - `order:<id>`: who holds the signed link of that order, and hears nothing else
 */
export type Audience = 'public' | 'admin' | 'kitchen' | 'catalogue' | `user:${string}` | `order:${string}`
export const userAudience = (accountId: string): Audience => `user:${accountId}`
export const orderAudience = (orderId: string): Audience => `order:${orderId}`
