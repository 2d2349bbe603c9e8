import type { Cart } from '../../contract/cart.ts'
import type { AdminMenu, Menu } from '../../contract/menu.ts'
import type { Notification } from '../../contract/notification.ts'
import type { AdminOrder, Order } from '../../contract/order.ts'
import type { AdminProduct, Product } from '../../contract/product.ts'
import type { StockAlert, StockAlertCount } from '../../contract/stock-alert.ts'
import type { KitchenTicket, StaffOrder } from '../../contract/ticket.ts'
import type { Known } from '../../feed/client/fold.ts'

export const knownProduct = (product: Product | AdminProduct): Known => ({
  entity: `product:${product._id}`,
  rev: product.version,
  data: product,
})

export const knownOrder = (order: Order | AdminOrder): Known => ({ entity: `order:${order._id}`, rev: order.rev, data: order })

export const isTicket = (order: StaffOrder): order is KitchenTicket => 'firstName' in order

/** Under what the news tell of it: `order:` at the counter, `ticket:` in the kitchen. */
export const entityOf = (order: StaffOrder): string => `${isTicket(order) ? 'ticket' : 'order'}:${order._id}`

export const knownStaffOrder = (order: StaffOrder): Known => ({ entity: entityOf(order), rev: order.rev, data: order })

/** `accountId`: the viewer's `_id`, guest or not. */
export const knownCart = (accountId: string, cart: Cart): Known => ({ entity: `cart:${accountId}`, rev: cart.version, data: cart })

export const knownMenu = (menu: Menu | AdminMenu): Known => ({ entity: 'menu:1', rev: menu.version, data: menu })

/** A notification is told once and read once. */
export const notificationRev = (notification: Notification): number => (notification.read ? 2 : 1)

export const knownNotification = (notification: Notification): Known => ({
  entity: `notification:${notification._id}`,
  rev: notificationRev(notification),
  data: notification,
})

/** The viewer's own. */
export const knownAlert = (alert: StockAlert): Known => ({ entity: `stock_alert:${alert.productId}`, rev: alert.version, data: alert })

export const knownAlertCount = (count: StockAlertCount): Known => ({
  entity: `stock_alert_count:${count.productId}`,
  rev: count.version,
  data: count,
})
