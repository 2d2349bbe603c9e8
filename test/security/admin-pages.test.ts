import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../src/contract/order.ts'
import { boot, type Person, type TestShop } from '../support/boot.ts'

const ADDRESS = '14, 3rd Cross, Indiranagar'
let shop: TestShop
let asha: Person
let staff: Person
let clerk: Person
let order: Order
let hidden: string

beforeAll(async () => {
  shop = await boot()
  asha = await shop.person('Asha')
  staff = await shop.person('Noor', 'staff')
  clerk = await shop.person('Imran', 'staff', ['orders', 'catalogue'])
  const buyer = await shop.person('Ravi')
  hidden = (await shop.product({ name: 'Not yet shown', available: false, costPrice: 76543.21 }))._id
  const placed = await shop.call<Order>('POST', '/api/orders', {
    as: buyer,
    body: { items: [{ productId: (await shop.product())._id, quantity: 1 }], shippingAddress: ADDRESS, phone: '+919876543210' },
  })
  order = placed.body
})
afterAll(() => shop[Symbol.asyncDispose]())

const PAGES = () => [
  '/admin',
  '/admin/orders',
  `/admin/orders?order=${order._id}`,
  '/admin/products',
  '/admin/products/new',
  '/admin/products/file',
  `/admin/products/${hidden}`,
  '/kitchen',
]
/** As a page, and as the data that a page in a browser fetches when it moves on. */
const forms = (page: string) => [
  page,
  page.replace(/^([^?]*)/, '$1.data'),
  page.replace('/admin', '/%61dmin'),
  page.replace(/^\/(admin|kitchen)/, '/~owner/$1'),
]

const SECRETS = () => [ADDRESS, order.number, 'Not yet shown', '76543.21']

test('[C22] to nobody and to a customer every page of the counter is shut, and nothing of the shop’s own is in it', async () => {
  for (const page of PAGES().flatMap(forms)) {
    for (const [as, refused] of [
      [undefined, 401],
      [asha, 403],
    ] as const) {
      const { status, text } = await shop.call('GET', page, { as })
      // The index leads on to a page that is shut; other spellings are no page.
      const allowed = page.includes('admin/') ? [refused, 404] : [refused, 202, 302, 404]
      expect(allowed, `${page}: ${status}`).toContain(status)
      for (const secret of SECRETS()) expect(text, page).not.toContain(secret)
    }
  }
})

test('[C22] asking for one page’s data without its frame opens nothing either', async () => {
  const routes = [
    'admin/orders-page',
    'admin/products-page',
    'admin/product-editor-page',
    'admin/product-new',
    'admin/admin-layout',
    'kitchen/kitchen-page',
  ]
  for (const route of routes) {
    for (const page of PAGES()) {
      const data = page.replace(/^([^?]*).*$/, `$1.data?_routes=${encodeURIComponent(route)}`)
      for (const as of [undefined, asha]) {
        const { text } = await shop.call('GET', data, { as })
        for (const secret of SECRETS()) expect(text, data).not.toContain(secret)
      }
    }
  }
})

test('[C22] staff without the right see the counter and not what is in it', async () => {
  for (const page of PAGES().flatMap(forms)) {
    const { status, text } = await shop.call('GET', page, { as: staff })
    if (/^\/(admin\/orders|kitchen)/.test(page)) expect(status, page).toBe(403)
    // Of an order they know the number, from the notification that all staff get.
    for (const secret of SECRETS().filter((each) => each !== order.number)) expect(text, page).not.toContain(secret)
  }
})

test('[C22] staff with the right see the orders', async () => {
  const orders = await shop.call('GET', '/admin/orders', { as: clerk })
  expect(orders.status).toBe(200)
  expect(orders.text).toContain(order.number)
  expect(orders.text).toContain(ADDRESS)
  const alone = await shop.call('GET', `/admin/orders.data?_routes=${encodeURIComponent('admin/orders-page')}`, { as: clerk })
  expect(alone.text).toContain(ADDRESS)
})

test('[C14] a page comes with a policy that runs its own scripts alone, and no cache keeps it', async () => {
  for (const page of ['/', '/login', '/cart', '/admin/orders', '/nothing-here']) {
    const { headers, text } = await shop.call('GET', page, { as: asha })
    const policy = String(headers['content-security-policy'])
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
    expect(headers['cache-control'], page).toMatch(/no-store/)
    const scripts = [...text.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = '']) => attributes)
    expect(scripts.length, page).toBeGreaterThan(0)
    for (const attributes of scripts) expect(attributes, page).toContain(`nonce="${nonce}"`)
    expect(text, page).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
    expect(text, page).not.toContain(asha.token)
  }
})
