import type { FastifyRequest } from 'fastify'
import type { PageShop } from '../../contract/page.ts'
import type { ShopInfo } from '../../contract/shop.ts'
import { hasRight, isStaff } from '../../domain/role.ts'
import { demoSeats } from '../accounts/demo-seats.ts'
import { setupOpen } from '../accounts/first-owner.ts'
import { toMe } from '../accounts/to-me.ts'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import { readCart } from '../cart/read-cart.ts'
import { featuredProducts, listCategories, listProducts } from '../catalog/product-list.sql.ts'
import { getProduct } from '../catalog/products.sql.ts'
import type { Snapshot } from '../db/database.ts'
import { cursorAt } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import { listNotifications } from '../notifications/notifications.sql.ts'
import { listAdminOrders, listOrders, orderCounts, readOrder } from '../orders/orders.sql.ts'
import { refuse } from '../refusal.ts'
import { readShopInfo } from '../settings/settings.sql.ts'

export type OpenPageShop = {
  readonly pageShop: PageShop
  readonly cookies: string[]
  readonly snapshot: () => Promise<Snapshot> | undefined
}

/** Ends the snapshot when the loaders are done. */
export async function handOver({ snapshot }: OpenPageShop): Promise<void> {
  await (await snapshot())?.close()
}

/** What one request's loaders may ask. Everything is read in one snapshot, opened at the first question. */
export async function openPageShop(deps: Deps, request: FastifyRequest, viewer: Viewer | null): Promise<OpenPageShop> {
  let snapshot: Promise<Snapshot> | undefined
  const read = async () => {
    snapshot ??= deps.db.snapshot()
    return (await snapshot).read
  }
  const cookies: string[] = []
  const shop: ShopInfo = await readShopInfo(await read())
  const pageShop: PageShop = {
    nonce: request.nonce,
    seat: request.seat,
    viewer: viewer === null ? null : toMe(viewer),
    shop,
    cursor: async () => cursorAt(await read(), audiencesOf(viewer)),
    categories: async () => listCategories(await read()),
    featured: async () => featuredProducts(await read()),
    products: async (query) => listProducts(await read(), query, { for: 'public' }),
    product: async (id) => getProduct(await read(), id, 'public'),
    cart: async () => (viewer === null ? null : readCart(await read(), viewer.accountId)),
    orders: async (query) => (viewer === null ? { items: [], total: 0, next: null } : listOrders(await read(), viewer.accountId, query)),
    order: async (id) => (viewer === null ? null : readOrder(await read(), id, viewer)),
    adminOrders: async (query) => {
      mustHave(viewer, 'orders')
      return listAdminOrders(await read(), query)
    },
    adminOrderCounts: async () => {
      mustHave(viewer, 'orders')
      return orderCounts(await read())
    },
    adminProducts: async ({ archived, ...query }) => {
      mustHave(viewer, 'catalogue')
      return listProducts(await read(), query, { for: 'staff', archived: archived ?? false })
    },
    adminProduct: async (id) => {
      mustHave(viewer, 'catalogue')
      return getProduct(await read(), id, 'staff')
    },
    notifications: async () => (viewer === null ? { items: [], unread: 0 } : listNotifications(await read(), viewer)),
    setupOpen: async () => setupOpen(await read()),
    demoSeats: async () => {
      const seats = await demoSeats(deps, request)
      if (seats !== null) cookies.push(...seats.cookies)
      return seats
    },
  }
  return { pageShop, cookies, snapshot: () => snapshot }
}

function mustHave(viewer: Viewer | null, right: 'orders' | 'catalogue'): void {
  if (viewer === null) refuse('auth.required')
  if (!isStaff(viewer.role) || !hasRight(viewer.role, viewer.rights, right)) refuse('access.denied')
}
