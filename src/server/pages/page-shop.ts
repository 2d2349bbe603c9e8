import type { FastifyRequest } from 'fastify'
import type { PageShop } from '../../contract/page.ts'
import type { ShopInfo } from '../../contract/shop.ts'
import type { Right } from '../../domain/role.ts'
import { listStaff } from '../accounts/accounts.sql.ts'
import { demoSeats } from '../accounts/demo-seats.ts'
import { setupOpen } from '../accounts/first-owner.ts'
import { accountsForOwner, toMe } from '../accounts/to-me.ts'
import { audiencesOf, mayUse, type Viewer } from '../accounts/viewer.ts'
import { listAudit } from '../audit/read-audit.sql.ts'
import { readCart } from '../cart/read-cart.ts'
import { countFacets } from '../catalog/facets.sql.ts'
import { readAdminMenu, readMenu } from '../catalog/menu.sql.ts'
import { featuredProducts, listCategories, listProducts, productsOnShelf } from '../catalog/product-list.sql.ts'
import { getProduct } from '../catalog/products.sql.ts'
import type { Queryable, Snapshot } from '../db/database.ts'
import { cursorAt } from '../db/feed-log.sql.ts'
import { readOpenings } from '../delivery/openings.ts'
import { slotGrid } from '../delivery/slot-grid.ts'
import type { Deps } from '../deps.ts'
import { checkAccess } from '../http/access.ts'
import { listNotifications } from '../notifications/notifications.sql.ts'
import { isKitchenWork, toTicket } from '../orders/kitchen-ticket.ts'
import { toAdminOrder } from '../orders/order-row.ts'
import { findOrder, listAdminOrders, listOrders, listTickets, orderCounts, readOrder } from '../orders/orders.sql.ts'
import { findPaper } from '../papers/papers.sql.ts'
import { listNotices } from '../payments/notices.sql.ts'
import { readSecretState } from '../payments/secrets.sql.ts'
import { listAddresses } from '../people/addresses.sql.ts'
import { listImports } from '../product-file/imports.sql.ts'
import { listReviews } from '../reviews/reviews.sql.ts'
import { listCoupons } from '../settings/coupons.sql.ts'
import { listClosedDays, planDays } from '../settings/plan.sql.ts'
import { readSettings, readShopInfo, shopToday } from '../settings/settings.sql.ts'
import { listSlots } from '../settings/slots.sql.ts'
import { listTaxRates } from '../settings/tax.sql.ts'
import { listZones } from '../settings/zones.sql.ts'
import { listAlerts, readCounts } from '../stock-alerts/stock-alerts.sql.ts'
import { openLink, pathOf, readTracked } from '../tracking/follow-link.ts'

export type OpenPageShop = {
  readonly pageShop: PageShop
  readonly cookies: readonly string[]
  /** Ends the snapshot, when the loaders are done. */
  close(): Promise<void>
}

/** One snapshot for a whole request, opened at the first question. Loaders ask at the same time; the connection answers in turn. */
function oneSnapshot(deps: Deps) {
  let snapshot: Promise<Snapshot> | undefined
  let last: Promise<unknown> = Promise.resolve()
  return {
    ask<T>(question: (read: Queryable) => Promise<T>): Promise<T> {
      snapshot ??= deps.db.snapshot()
      const opened = snapshot
      const answer = last.then(async () => question((await opened).read))
      last = answer.catch(() => undefined)
      return answer
    },
    async close() {
      await last
      await (await snapshot?.catch(() => undefined))?.close()
    },
  }
}

const NOTHING = { items: [], total: 0, next: null }

/** What one request's loaders may ask. */
export async function openPageShop(deps: Deps, request: FastifyRequest, viewer: Viewer | null): Promise<OpenPageShop> {
  const { ask, close } = oneSnapshot(deps)
  const cookies: string[] = []
  const shop: ShopInfo = await ask(readShopInfo)
  /** With the right, or one of them. */
  const asStaff = <T>(rights: Right | readonly Right[], question: (read: Queryable) => Promise<T>): Promise<T> => {
    checkAccess({ anyRight: [rights].flat() }, viewer)
    return ask(question)
  }
  const asOwner = <T>(question: (read: Queryable) => Promise<T>): Promise<T> => {
    checkAccess('owner', viewer)
    return ask(question)
  }
  const pageShop: PageShop = {
    nonce: request.nonce,
    seat: request.seat,
    viewer: viewer === null ? null : toMe(viewer),
    shop,
    cursor: () => ask((read) => cursorAt(read, audiencesOf(viewer))),
    categories: () => ask(listCategories),
    menu: () => ask(audiencesOf(viewer).includes('catalogue') ? readAdminMenu : readMenu),
    featured: () => ask(featuredProducts),
    products: (query) => ask((read) => listProducts(read, query, { for: 'public' })),
    facets: (query) => ask((read) => countFacets(read, query)),
    product: (id) => ask((read) => getProduct(read, id, 'public')),
    cart: async () => (viewer === null ? null : ask((read) => readCart(read, viewer.accountId))),
    slotGrid: (query) => ask((read) => slotGrid(read, viewer?.accountId ?? null, query)),
    openings: async () => (shop.slots ? ask(readOpenings) : null),
    orders: async (query) => (viewer === null ? NOTHING : ask((read) => listOrders(read, viewer.accountId, query))),
    order: async (id) => (viewer === null ? null : ask((read) => readOrder(read, id, viewer))),
    orderLink: async (id) => {
      if (viewer === null) return null
      return ask(async (read) => ((await readOrder(read, id, viewer)) === null ? null : await pathOf(read, id)))
    },
    paper: async (id, kind) => {
      if (viewer === null) return null
      return ask(async (read) => ((await readOrder(read, id, viewer)) === null ? null : await findPaper(read, id, kind)))
    },
    tracked: (token) => ask((read) => readTracked(read, token)),
    trackedPaper: (token, kind) =>
      ask(async (read) => {
        const id = await openLink(read, token)
        return id === null ? null : await findPaper(read, id, kind)
      }),
    addresses: async () => (viewer === null ? [] : ask((read) => listAddresses(read, viewer.accountId))),
    adminOrders: async (query) => asStaff('orders', (read) => listAdminOrders(read, query)),
    tickets: async (query) => asStaff(['orders', 'kitchen'], (read) => listTickets(read, query)),
    ticket: async (id) =>
      asStaff(['orders', 'kitchen'], async (read) => {
        const order = await findOrder(read, id)
        return order !== null && (mayUse(viewer, 'orders') || isKitchenWork(order)) ? toTicket(toAdminOrder(order)) : null
      }),
    adminOrderCounts: async () => asStaff('orders', orderCounts),
    adminMenu: async () => asStaff('catalogue', readAdminMenu),
    adminProducts: async ({ archived = false, ...query }) =>
      asStaff('catalogue', (read) => listProducts(read, query, { for: 'staff', archived })),
    adminReviews: async (query) => asStaff('catalogue', (read) => listReviews(read, query)),
    newestImport: async () => asStaff('catalogue', async (read) => (await listImports(read, 1))[0] ?? null),
    adminProduct: async (id) => asStaff('catalogue', (read) => getProduct(read, id, 'staff')),
    stockAlerts: async () => (viewer === null ? [] : ask((read) => listAlerts(read, viewer.accountId))),
    waitedFor: async () => {
      if (viewer === null) return []
      return ask(async (read) => {
        const alerts = await listAlerts(read, viewer.accountId)
        const products = await productsOnShelf(
          read,
          alerts.map(({ productId }) => productId),
        )
        return alerts.map((alert) => ({ alert, product: products.get(alert.productId) ?? null }))
      })
    },
    stockAlertCounts: async (ids) => asStaff('catalogue', (read) => readCounts(read, ids)),
    notifications: async (query) => (viewer === null ? { ...NOTHING, unread: 0 } : ask((read) => listNotifications(read, viewer, query))),
    paymentNotices: async (query) => asStaff(['settings', 'orders'], (read) => listNotices(read, query)),
    paymentSecret: async () => asOwner(readSecretState),
    settings: async () => asStaff('settings', readSettings),
    zones: async () => asStaff('settings', (read) => listZones(read)),
    slots: async () => asStaff(['settings', 'orders'], (read) => listSlots(read)),
    plan: async (from) => asStaff('settings', async (read) => planDays(read, from ?? (await shopToday(read)), 7)),
    closedDays: async () => asStaff('settings', async (read) => listClosedDays(read, await shopToday(read))),
    taxRates: async () => asStaff('settings', listTaxRates),
    coupons: async () => asStaff('settings', (read) => listCoupons(read)),
    staff: async () => asOwner(async (read) => accountsForOwner(read, await listStaff(read))),
    audit: async (query) => asOwner((read) => listAudit(read, query)),
    setupOpen: () => ask(setupOpen),
    demoSeats: async () => {
      const seats = await demoSeats(deps, request)
      if (seats !== null) cookies.push(...seats.cookies)
      return seats
    },
  }
  return { pageShop, cookies, close }
}
