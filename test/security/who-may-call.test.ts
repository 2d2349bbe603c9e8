import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { registeredRoutes } from '../support/registered-routes.ts'

const WHO = ['nobody', 'guest', 'customer', 'staff', 'clerk', 'manager', 'owner', 'cook'] as const
type Who = (typeof WHO)[number]

/** One thing for each of WHO. `staff` has no right at all, `clerk` all that staff can have, `cook` the kitchen alone. */
type Line = { readonly body?: unknown; readonly query?: string; readonly noHead?: true; readonly expected: readonly number[] }
const everybody = (status: number) => WHO.map(() => status)
const signedIn = (status: number) => [401, 401, status, status, status, status, status, status]
const withRight = (status: number) => [401, 401, 403, 403, status, status, status, 403]
const inKitchen = (status: number) => [401, 401, 403, 403, status, status, status, status]
const owner = (status: number) => [401, 401, 403, 403, 403, 403, status, 403]

const NOWHERE = '0'.repeat(24)
/** Somebody else's order, and a hidden product. */
let order: Order
let product: Product

/**
 * Every route of the API. A 400, 404 or 409 is what the route itself says to what is sent: the door was open.
 * The order of an address is somebody else's; other ids name nothing.
 */
const MATRIX: Record<string, Line> = {
  'GET /api/health': { expected: everybody(200) },
  'GET /api/health/ready': { expected: everybody(200) },
  'POST /api/auth/register': { body: {}, expected: everybody(400) },
  'POST /api/auth/login': { body: {}, expected: everybody(400) },
  'POST /api/auth/setup': {
    body: { token: 'x', name: 'Eve', email: 'eve@shop.test', password: 'long enough' },
    expected: everybody(403),
  },
  'GET /api/auth/me': { expected: signedIn(200) },
  'PUT /api/auth/me': { body: {}, expected: signedIn(200) },
  'PUT /api/auth/password': { body: {}, expected: signedIn(400) },
  'POST /api/auth/link': { body: { token: 'x', password: 'long enough' }, expected: everybody(403) },
  'GET /api/accounts': { expected: owner(200) },
  'POST /api/accounts': { body: {}, expected: owner(400) },
  'POST /api/accounts/:id/link': { expected: owner(404) },
  'DELETE /api/accounts/:id/link': { expected: owner(404) },
  'PATCH /api/accounts/:id': { body: {}, expected: owner(404) },
  'POST /api/accounts/:id/make-owner': { body: { password: 'not it at all' }, expected: owner(401) },
  'POST /api/accounts/:id/sign-out': { expected: owner(404) },
  'GET /api/products': { expected: everybody(200) },
  'GET /api/products/featured': { expected: everybody(200) },
  'GET /api/products/categories': { expected: everybody(200) },
  'GET /api/products/facets': { expected: everybody(200) },
  'GET /api/products/suggestions': { query: '?q=cake', expected: everybody(200) },
  'GET /api/products/:id': { expected: everybody(404) },
  'POST /api/products': { body: {}, expected: withRight(400) },
  'PUT /api/products/:id': { body: {}, expected: withRight(400) },
  'PATCH /api/products/:id': { body: { featured: true }, expected: withRight(404) },
  'DELETE /api/products/:id': { expected: withRight(404) },
  'POST /api/products/:id/restore': { expected: withRight(404) },
  'GET /api/admin/products': { expected: withRight(200) },
  'GET /api/admin/products/:id': { expected: withRight(404) },
  'GET /api/admin/products/export.csv': { noHead: true, expected: withRight(200) },
  'GET /api/admin/products/template.csv': { noHead: true, expected: withRight(200) },
  'POST /api/admin/products/import': { body: {}, expected: withRight(415) },
  'GET /api/admin/products/imports': { expected: withRight(200) },
  'GET /api/admin/products/imports/:id': { expected: withRight(404) },
  'POST /api/admin/products/imports/:id/stop': { expected: withRight(404) },
  'GET /api/admin/categories': { expected: withRight(200) },
  'PUT /api/admin/categories': { body: { version: 1_000_000, categories: [] }, expected: withRight(409) },
  'GET /api/admin/audit': { expected: owner(200) },
  'GET /api/admin/settings': { expected: withRight(200) },
  'PATCH /api/admin/settings': { body: { holdMinutes: 0 }, expected: withRight(400) },
  'POST /api/admin/shop-state': { body: {}, expected: inKitchen(400) },
  'GET /api/admin/zones': { expected: withRight(200) },
  'POST /api/admin/zones': { body: {}, expected: withRight(400) },
  'PUT /api/admin/zones/:id': { body: { name: 'North', pincodes: [], fee: 0 }, expected: withRight(404) },
  'DELETE /api/admin/zones/:id': { expected: withRight(404) },
  'GET /api/admin/slots': { expected: withRight(200) },
  'POST /api/admin/slots': { body: {}, expected: withRight(400) },
  'PUT /api/admin/slots/:id': {
    body: { mode: 'pickup', starts: '10:00', ends: '12:00', capacity: 1 },
    expected: withRight(404),
  },
  'DELETE /api/admin/slots/:id': { expected: withRight(404) },
  'GET /api/admin/plan': { expected: withRight(200) },
  'PUT /api/admin/slots/:id/days/:day': { body: {}, expected: withRight(400) },
  'GET /api/admin/closed-days': { expected: withRight(200) },
  'POST /api/admin/closed-days': { body: {}, expected: withRight(400) },
  'DELETE /api/admin/closed-days/:day': { expected: withRight(400) },
  'GET /api/admin/tax-rates': { expected: withRight(200) },
  'POST /api/admin/tax-rates': { body: {}, expected: withRight(400) },
  'DELETE /api/admin/tax-rates/:hsn/:since': { expected: withRight(400) },
  'GET /api/admin/coupons': { expected: withRight(200) },
  'POST /api/admin/coupons': { body: {}, expected: withRight(400) },
  'PUT /api/admin/coupons/:id': { body: {}, expected: withRight(400) },
  'GET /api/cart': { expected: everybody(200) },
  'POST /api/cart/add': { body: {}, expected: everybody(400) },
  'PUT /api/cart/update': { body: { itemId: NOWHERE, quantity: 2 }, expected: everybody(404) },
  'DELETE /api/cart/remove': { body: { itemId: NOWHERE }, expected: everybody(404) },
  'DELETE /api/cart/clear': { expected: everybody(200) },
  'POST /api/cart/accept': { body: {}, expected: everybody(200) },
  'GET /api/slots': { expected: everybody(200) },
  'GET /api/slots/openings': { expected: everybody(200) },
  'POST /api/quote': { body: {}, expected: everybody(200) },
  'GET /api/holds/current': { expected: everybody(200) },
  'POST /api/holds': { body: { items: 'none' }, expected: everybody(400) },
  'POST /api/holds/:id/extend': { expected: everybody(409) },
  'DELETE /api/holds/:id': { expected: everybody(204) },
  'POST /api/orders': { body: {}, expected: everybody(400) },
  'GET /api/orders': { expected: everybody(200) },
  // Somebody else's order is there for those alone who have the right to orders.
  'GET /api/orders/:id': { expected: [404, 404, 404, 404, 200, 200, 200, 404] },
  'PATCH /api/orders/:id/status': { body: { status: 'delivered' }, expected: [401, 404, 404, 404, 409, 409, 409, 403] },
  'POST /api/orders/:id/correct': { body: { reason: 'Wrong ticket' }, expected: inKitchen(409) },
  'PUT /api/orders/:id/done': { body: { line: 0, done: 0 }, expected: inKitchen(200) },
  'POST /api/orders/:id/printed': { expected: inKitchen(200) },
  'POST /api/orders/:id/cash': { expected: withRight(200) },
  'POST /api/orders/:id/payment': { body: {}, expected: withRight(200) },
  // It was paid above, in cash.
  'POST /api/orders/:id/refund': { body: {}, expected: withRight(200) },
  // The signature is the key: whoever calls.
  'POST /api/payments/upi/notices': { body: {}, expected: everybody(400) },
  'GET /api/admin/payment-secret': { expected: owner(200) },
  'POST /api/admin/payment-secret': { expected: owner(201) },
  'GET /api/admin/payment-notices': { expected: withRight(200) },
  'POST /api/admin/payment-notices/test': { expected: owner(200) },
  'POST /api/orders/:id/reorder': { expected: everybody(404) },
  'GET /api/orders/:id/link': { expected: [404, 404, 404, 404, 200, 200, 200, 404] },
  'POST /api/orders/:id/link/renew': { expected: withRight(200) },
  'POST /api/orders/links/renew': { expected: owner(204) },
  // It has no invoice yet.
  'GET /api/orders/:id/papers/:kind': { expected: everybody(404) },
  'GET /api/orders/:id/ticket': { expected: inKitchen(200) },
  'GET /api/tracked/:token': { expected: everybody(404) },
  'GET /api/tracked/:token/papers/:kind': { expected: everybody(404) },
  'GET /api/tracked/:token/stream': { noHead: true, expected: everybody(404) },
  'GET /api/orders/admin/all': { expected: withRight(200) },
  'GET /api/kitchen/tickets': { expected: inKitchen(200) },
  'GET /api/notifications': { expected: [401, 200, 200, 200, 200, 200, 200, 200] },
  'POST /api/notifications/read': { body: { all: true }, expected: [401, 200, 200, 200, 200, 200, 200, 200] },
  'GET /api/stock-alerts': { expected: everybody(200) },
  'PUT /api/products/:id/stock-alert': { expected: everybody(404) },
  'DELETE /api/products/:id/stock-alert': { expected: everybody(200) },
  'GET /api/admin/stock-alerts': { expected: withRight(200) },
  'GET /api/products/:id/review': { expected: everybody(200) },
  'PUT /api/products/:id/review': { body: { rating: 5 }, expected: [401, 404, 404, 404, 404, 404, 404, 404] },
  'DELETE /api/products/:id/review': { expected: [401, 404, 404, 404, 404, 404, 404, 404] },
  'GET /api/admin/reviews': { expected: withRight(200) },
  'PATCH /api/admin/reviews/:id': { body: { state: 'published' }, expected: withRight(404) },
  'POST /api/pictures': { body: {}, query: '?kind=product', expected: withRight(415) },
  'GET /api/feed': { expected: everybody(200) },
  // It says `reset` to a cursor of no shop, and ends.
  'GET /api/feed/stream': { query: '?cursor=none', noHead: true, expected: everybody(200) },
  'GET /api/addresses': { expected: signedIn(200) },
  'POST /api/addresses': { body: {}, expected: signedIn(400) },
  'PUT /api/addresses/:id': { body: { recipient: 'Asha', phone: '+919876543210', lines: '14, 3rd Cross' }, expected: signedIn(404) },
  'DELETE /api/addresses/:id': { expected: signedIn(404) },
  'GET /api/me/export': { expected: [401, 200, 200, 200, 200, 200, 200, 200] },
  // The guest asks with an unknown key: the others must still be there below.
  'POST /api/me/erase': { body: { nonsense: 1 }, expected: everybody(400) },
  // The last: they end the sessions that the others use.
  'POST /api/auth/logout': { expected: signedIn(204) },
  'POST /api/auth/logout-everywhere': { expected: signedIn(401) },
}

let shop: TestShop
const tokens = new Map<Who, string | undefined>()

beforeAll(async () => {
  shop = await boot()
  product = await shop.product({ name: 'Hidden', available: false })
  const cake = await shop.product()
  const buyer: Person = await shop.person('Ravi')
  const placed = await shop.call<Order>('POST', '/api/orders', {
    as: buyer,
    body: { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '14, 3rd Cross', phone: '+919876543210' },
  })
  order = placed.body
  const guest = await shop.call('POST', '/api/cart/add', { body: { productId: cake._id } })
  tokens.set('guest', String(guest.headers['cakewire-guest-token']))
  tokens.set('customer', (await shop.person('Asha')).token)
  tokens.set('staff', (await shop.person('Noor', 'staff')).token)
  tokens.set('clerk', (await shop.person('Imran', 'staff', ['orders', 'catalogue', 'kitchen', 'settings'])).token)
  tokens.set('manager', (await shop.person('Leela', 'manager')).token)
  tokens.set('owner', (await shop.person('Meera', 'owner')).token)
  tokens.set('cook', (await shop.person('Zoya', 'staff', ['kitchen'])).token)
})
afterAll(() => shop[Symbol.asyncDispose]())

test('[C01] every route that the shop has is in the table of who may call it, and every line of the table is a route', () => {
  const routes = registeredRoutes(shop.app.http)
  const api = routes.filter((route) => route.includes(' /api/'))
  // Pages, files and the description of the API are everybody's: they change nothing.
  expect(routes.filter((route) => !api.includes(route) && !/^(GET|HEAD|OPTIONS) /.test(route))).toEqual([])
  const withoutHeads = api.filter((route) => !(route.startsWith('HEAD ') && api.includes(route.replace('HEAD', 'GET'))))
  expect(withoutHeads.sort()).toEqual(Object.keys(MATRIX).sort())
})

test.each(Object.entries(MATRIX))('[C01] %s lets in exactly those who may', async (route, { body, query = '', noHead, expected }) => {
  const [method = '', template = ''] = route.split(' ')
  const path = template.replace(':id', template.includes('/orders/') ? order._id : NOWHERE).replace(':kind', 'invoice') + query
  const seen: Record<string, number> = {}
  for (const who of WHO) {
    const token = tokens.get(who)
    const ask = { ...(body !== undefined && { body }), token }
    seen[who] = (await shop.call(method, path, ask)).status
    if (method === 'GET' && !noHead) expect((await shop.call('HEAD', path, ask)).status, `HEAD as ${who}`).toBe(seen[who])
  }
  expect(seen).toEqual(Object.fromEntries(WHO.map((who, i) => [who, expected[i]])))
})

test('[C01] a method that an address does not take opens nothing', async () => {
  const before = await shop.sql('select count(*) from products')
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']) {
    const answer = await shop.call(method, '/api/orders/admin/all', { body: {} })
    expect([404, 405], `${method}: ${answer.status}`).toContain(answer.status)
  }
  expect(await shop.sql('select count(*) from products')).toEqual(before)
})

test('[C01][C11] a hidden product is there for staff alone, by whatever spelling of its address', async () => {
  const id = product._id
  for (const path of [`/api/products/${id}`, `/api/products/${id}?available=false`, `/api//products/${id}`, `/api/products/${id}/`]) {
    const answer = await shop.call('GET', path)
    expect([400, 404], `${path}: ${answer.status}`).toContain(answer.status)
    expect(answer.text).not.toContain('Hidden')
  }
  expect((await shop.call('GET', '/api/products?available=false&search=hidden')).body).toEqual([])
})
