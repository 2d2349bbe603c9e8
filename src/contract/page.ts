import type { PaperKind } from '../domain/paper-number.ts'
import type { Account, Me } from './account.ts'
import type { Address } from './address.ts'
import type { AuditEntry, AuditQuery } from './audit.ts'
import type { Cart } from './cart.ts'
import type { Coupon } from './coupon.ts'
import type { ClosedDayAnswer, Openings, PlannedDay, Slot, SlotGrid, SlotQuery, Zone } from './delivery.ts'
import type { AdminMenu, Menu } from './menu.ts'
import type { Notification, NotificationQuery } from './notification.ts'
import type { AdminOrder, AdminOrderQuery, Order, OrderQuery } from './order.ts'
import type { Paper } from './paper.ts'
import type { PaymentNotice, PaymentNoticeQuery, PaymentSecretState } from './payment.ts'
import type { AdminProduct, Category, FacetQuery, Facets, Product, ProductPage, ProductQuery } from './product.ts'
import type { ProductImport } from './product-file.ts'
import type { AdminReview, ReviewQuery } from './review.ts'
import type { SettingsAnswer, ShopInfo, TaxRateAnswer } from './shop.ts'
import type { StockAlert, StockAlertCount } from './stock-alert.ts'
import type { KitchenTicket, TicketQuery } from './ticket.ts'
import type { TrackedOrder } from './tracking.ts'

/** Rows of a list are counted to here; `total` is that when there are as many or more. */
export const MOST_COUNTED = 1000

export type Page<T> = { readonly items: readonly T[]; readonly total: number; readonly next: string | null }

/**
 * What the server lends a page's loaders for one request. All reads of one request come from one snapshot of the
 * database, and `cursor` is the feed position of that snapshot: a page resumes from exactly where it was rendered.
 * Reads that the viewer has no right to throw a refusal (401, 403).
 */
export interface PageShop {
  readonly nonce: string
  /** The browser's seat: '' normally, `owner` or `asha` inside the frames of `/demo`. */
  readonly seat: string
  /** null: nobody yet. A guest (role `guest`) has a cart or an order but no account. */
  readonly viewer: Me | null
  readonly shop: ShopInfo
  cursor(): Promise<string>
  categories(): Promise<readonly Category[]>
  /** For staff with the right to the catalogue an {@link AdminMenu}, with what is hidden or empty. */
  menu(): Promise<Menu | AdminMenu>
  featured(): Promise<readonly Product[]>
  products(query: ProductQuery): Promise<Page<Product>>
  facets(query: FacetQuery): Promise<Facets>
  product(id: string): Promise<ProductPage | null>
  cart(): Promise<Cart | null>
  /** When the viewer's cart could be delivered or fetched. */
  slotGrid(query: SlotQuery): Promise<SlotGrid>
  /** null where the shop has no slots. */
  openings(): Promise<Openings | null>
  orders(query: OrderQuery): Promise<Page<Order>>
  /** null when there is none, or it is somebody else's. Staff see every order. */
  order(id: string): Promise<Order | AdminOrder | null>
  /** Where that order is followed without signing in: a path. null as for {@link PageShop.order}. */
  orderLink(id: string): Promise<string | null>
  /** null when it was not issued, or the order is not this viewer's to see. */
  paper(orderId: string, kind: PaperKind): Promise<Paper | null>
  /** The order behind a signed link, and the feed position of this snapshot for who follows it. */
  tracked(token: string): Promise<{ readonly order: TrackedOrder; readonly cursor: string } | null>
  trackedPaper(token: string, kind: PaperKind): Promise<Paper | null>
  addresses(): Promise<readonly Address[]>
  adminOrders(query: AdminOrderQuery): Promise<Page<AdminOrder>>
  /** With the right to orders or to the kitchen. */
  tickets(query: TicketQuery): Promise<Page<KitchenTicket>>
  ticket(id: string): Promise<KitchenTicket | null>
  adminOrderCounts(): Promise<Readonly<Record<Order['status'], number>>>
  /** All categories, with how much is in them. */
  adminMenu(): Promise<AdminMenu>
  adminProducts(query: ProductQuery & { archived?: boolean }): Promise<Page<AdminProduct>>
  adminReviews(query: ReviewQuery): Promise<Page<AdminReview>>
  adminProduct(id: string): Promise<AdminProduct | null>
  /** The import of a file of products that began last. */
  newestImport(): Promise<ProductImport | null>
  /** What the viewer waits for. */
  stockAlerts(): Promise<readonly StockAlert[]>
  /** The same with the products themselves; `product` null: it is off the shelf. */
  waitedFor(): Promise<readonly { readonly alert: StockAlert; readonly product: Product | null }[]>
  /** How many wait for these products; those for which nobody ever waited are left out. */
  stockAlertCounts(productIds: readonly string[]): Promise<readonly StockAlertCount[]>
  notifications(query?: NotificationQuery): Promise<Page<Notification> & { readonly unread: number }>
  /** What the owner sets; with the right `settings`. */
  settings(): Promise<SettingsAnswer>
  /** What the bank's side said of payments, newest first; with the right `settings` or `orders`. */
  paymentNotices(query?: PaymentNoticeQuery): Promise<Page<PaymentNotice>>
  /** For the owner alone. */
  paymentSecret(): Promise<PaymentSecretState>
  zones(): Promise<readonly Zone[]>
  /** Also for who has the right to orders. */
  slots(): Promise<readonly Slot[]>
  /** Seven days from a day on; from today. */
  plan(from?: string): Promise<readonly PlannedDay[]>
  closedDays(): Promise<readonly ClosedDayAnswer[]>
  taxRates(): Promise<readonly TaxRateAnswer[]>
  coupons(): Promise<readonly Coupon[]>
  /** For the owner alone. */
  staff(): Promise<readonly Account[]>
  audit(query: AuditQuery): Promise<Page<AuditEntry>>
  /** True while the one-time set-up link still waits for the first owner. */
  setupOpen(): Promise<boolean>
  /** Signs this browser's demo seats in and answers with the cookies to set; null when there is no demo bakery. */
  demoSeats(): Promise<{ readonly cookies: readonly string[] } | null>
}
