import { expect, test } from 'vitest'
import * as z from 'zod'
import { boot } from '../../../test/support/boot.ts'
import { addToCart, order } from '../../../test/support/buying.ts'
import { addSlot } from '../../../test/support/delivery.ts'
import { bodyOf, makeSecret, offerUpi, post, sign } from '../../../test/support/notices.ts'
import { Cart } from '../../contract/cart.ts'
import { SlotNews } from '../../contract/delivery.ts'
import type { Change, ShopChange } from '../../contract/events.ts'
import { AdminMenu, Menu } from '../../contract/menu.ts'
import { Notification } from '../../contract/notification.ts'
import { AdminOrder, Order } from '../../contract/order.ts'
import { PaymentNotice } from '../../contract/payment.ts'
import { AdminProduct, Product, Review } from '../../contract/product.ts'
import { ProductImport } from '../../contract/product-file.ts'
import { AdminReview } from '../../contract/review.ts'
import { ShopInfo } from '../../contract/shop.ts'
import { StockAlert, StockAlertCount } from '../../contract/stock-alert.ts'
import { KitchenTicket } from '../../contract/ticket.ts'
import { TrackedOrder } from '../../contract/tracking.ts'
import { ORDER_STATUSES } from '../../domain/order-status.ts'

type Shape = { readonly shape: z.core.$ZodLooseShape }
const GONE = z.object({ _id: z.string() })

/** What each kind of news holds: as everybody else hears it, and as those do who hear more. */
const SHAPES: Record<ShopChange['type'], Partial<Record<'admin' | 'catalogue' | 'others', Shape>>> = {
  product_created: { catalogue: AdminProduct, others: Product },
  product_updated: { catalogue: AdminProduct, others: Product },
  product_deleted: { others: GONE },
  order_created: { admin: AdminOrder, others: Order },
  order_status_updated: { admin: AdminOrder, others: Order },
  order_tracked: { others: TrackedOrder },
  ticket_created: { others: KitchenTicket },
  ticket_updated: { others: KitchenTicket },
  ticket_deleted: { others: GONE },
  cart_updated: { others: Cart },
  shop_updated: { others: ShopInfo },
  menu_updated: { catalogue: AdminMenu, others: Menu },
  slot_updated: { others: SlotNews },
  stock_alert_updated: { others: StockAlert },
  stock_alert_count_updated: { catalogue: StockAlertCount },
  payment_notice: { admin: PaymentNotice },
  review_updated: { catalogue: AdminReview, others: Review },
  import_updated: { catalogue: ProductImport },
  admin_notification: { admin: Notification },
  customer_notification: { others: Notification },
  notification_read: { others: Notification },
}

test('[B13] whatever happens in the shop, every kind of news has the one shape that the contract gives it', async () => {
  await using shop = await boot()
  const [owner, asha] = [await shop.person('Meera', 'owner'), await shop.person('Asha')]
  const slotId = await addSlot(shop.sql)
  const cake = await shop.product({ stock: 1, costPrice: 99 })
  const sold = await shop.product({ stock: 0 })
  const patch = (id: string, body: object) => shop.call('PATCH', `/api/products/${id}`, { as: owner, body })
  await addToCart(shop, asha, { productId: cake._id })
  const grid = await shop.call<{ days: { day: string; slots: { slotId: string; state: string }[] }[] }>('GET', '/api/slots', { as: asha })
  const day = grid.body.days.find(({ slots }) => slots.some(({ state }) => state === 'open'))?.day
  const placed = await order(shop, asha, [{ productId: cake._id, quantity: 1 }], { slot: { slotId, day } })
  expect(placed.status, placed.text).toBe(201)
  await shop.call('PUT', `/api/products/${sold._id}/stock-alert`, { as: asha })
  await patch(sold._id, { stock: 2 })
  for (const status of ORDER_STATUSES.slice(1, 4)) {
    const moved = await shop.call('PATCH', `/api/orders/${placed.body._id}/status`, { as: owner, body: { status } })
    expect(moved.status, moved.text).toBe(200)
  }
  await offerUpi(shop, owner)
  const first = await order(shop, asha, [{ productId: sold._id, quantity: 1 }], { paymentMethod: 'upi' })
  const said = bodyOf({ type: 'payment.paid', order: first.body.number, amount: Math.round(first.body.totalPrice * 100) })
  expect((await post(shop, sign(await makeSecret(shop, owner), said))).body).toEqual({ outcome: 'applied' })
  await shop.call('PATCH', `/api/orders/${first.body._id}/status`, { as: owner, body: { status: 'cancelled' } })
  await shop.call('PUT', `/api/products/${cake._id}/review`, { as: asha, body: { rating: 5, comment: 'Soft' } })
  await shop.call('POST', '/api/notifications/read', { as: asha, body: { all: true } })
  await shop.call('POST', '/api/admin/shop-state', { as: owner, body: { state: 'busy' } })
  await shop.call('POST', '/api/admin/products/import', {
    as: owner,
    raw: 'name,category,basePrice\nBun,Buns,9',
    headers: { 'content-type': 'text/csv' },
  })
  await shop.call('DELETE', `/api/products/${sold._id}`, { as: owner })

  const entries = await shop.sql<{ aud: string; body: string }>(`select aud, body from feed.entry where aud <> 'control'`)
  const seen = new Set<string>()
  for (const { aud, body } of entries) {
    const { data, type, gone } = JSON.parse(body) as Change & ShopChange
    seen.add(type)
    const { others, ...more } = SHAPES[type]
    const { shape } = more[aud as 'admin'] ?? others ?? expect.fail(`${aud} is told ${type}`)
    const { error } = (gone === true ? z.object({ _id: z.string() }) : z.strictObject(shape)).safeParse(data)
    expect([type, aud, error?.issues]).toEqual([type, aud, undefined])
  }
  expect([...seen].sort()).toEqual(Object.keys(SHAPES).sort())
})
