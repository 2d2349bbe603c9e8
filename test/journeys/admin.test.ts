import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { AdminProduct } from '../../src/contract/product.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, newCustomer, openBrowser, untilLive } from '../support/people.ts'
import { untilStill } from '../support/still.ts'
import { reachForUndo } from '../support/undo.ts'

/** Each walks through several pages, some in several browsers. */
test.describe.configure({ timeout: 180_000 })

const row = (page: Page, id: string) => page.locator(`tr[data-order="${id}"]`)

test('[C22] whoever is not staff meets a closed counter with the way to sign in, and nothing of it in the page', async ({
  browser,
  shop,
}) => {
  for (const who of [null, demoUser('asha')]) {
    await using person = await openBrowser(browser, shop.url, who)
    for (const path of ['/admin', '/admin/orders', '/admin/products', '/admin/products/new', '/admin/inbox']) {
      const page = await person.context.newPage()
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(who === null ? 401 : 403)
      expect(await response?.text()).not.toContain(demoUser('ravi').phone)
      await expect(page.getByRole('heading', { level: 1, name: 'The counter is for staff' })).toBeVisible()
      await expect(page.getByRole('link', { name: /Sign in/ })).toHaveAttribute('href', /\/login\?next=%2Fadmin/)
      await page.close()
    }
  }
})

test('[A08] a role written into the browser’s own storage opens nothing: no page, no call, no news', async ({ browser, shop }) => {
  await using customer = await newCustomer(browser, shop.url)
  await customer.context.addInitScript(() => {
    localStorage.setItem('role', 'admin')
    localStorage.setItem('user', JSON.stringify({ role: 'admin', isAdmin: true }))
    localStorage.setItem('token', 'admin')
  })
  const page = await customer.open('/admin/orders')
  await expect(page.getByRole('heading', { level: 1, name: 'The counter is for staff' })).toBeVisible()
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const statuses = await page.evaluate(async (id) => {
    const calls: [string, string][] = [
      ['GET', '/api/orders/admin/all'],
      ['GET', '/api/admin/products'],
      ['GET', '/admin/order-counts'],
      ['POST', '/api/products'],
      ['PATCH', `/api/products/${id}`],
      ['DELETE', `/api/products/${id}`],
    ]
    return Promise.all(
      calls.map(async ([method, path]) => {
        const body = method === 'POST' || method === 'PATCH' ? { name: 'Mine', category: 'Mine', basePrice: 1 } : undefined
        const headers = { 'content-type': 'application/json' }
        return (await fetch(path, { method, ...(body && { headers, body: JSON.stringify(body) }) })).status
      }),
    )
  }, cake._id)
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403])
  expect(await page.evaluate(() => window.cakewire?.cursor)).not.toMatch(/admin/)
})

test('a new order rings at every counter, waits above the list, and is quiet everywhere once one of them accepts it', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake({ name: 'Ringing cake' })
  const first = await meera.open('/admin/orders')
  const second = await leela.open('/admin/orders?status=pending')
  const pending = first.locator('[data-view=pending]')
  const before = Number(/\d+/.exec(await pending.innerText())?.[0])
  const rows = await first.locator('tr[data-order]').count()

  const order = await asha.order(cake._id, 'Happy  5th <b>Aarav</b>')
  for (const page of [first, second]) {
    await expect(page.getByRole('region', { name: 'New orders' })).toContainText(order.number)
    await expect(page.getByRole('button', { name: '1 new: show' })).toBeVisible()
  }
  await expect(first.locator('tr[data-order]')).toHaveCount(rows)
  await expect(pending).toContainText(String(before + 1))
  await first.getByRole('button', { name: '1 new: show' }).click()
  await expect(row(first, order._id)).toContainText('Happy  5th <b>Aarav</b>')

  await second.getByRole('button', { name: '1 new: show' }).click()
  await row(second, order._id)
    .getByRole('button', { name: `Accept ${order.number}` })
    .click()
  for (const page of [first, second]) {
    await expect(page.getByRole('region', { name: 'New orders' })).toHaveCount(0)
    await expect(row(page, order._id)).toHaveAttribute('data-status', 'processing')
  }
  await expect(pending).toContainText(String(before))
})

test('[D18] who is overtaken is told so where they pressed, with what the order has become, and nothing is overwritten', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const order = await asha.order(cake._id)
  const page = await meera.open(`/admin/orders?order=${order._id}`)
  const detail = page.getByRole('article', { name: `Order ${order.number}` })
  // Leela's move reaches the server first, while Meera's is on its way.
  await page.route(
    '**/api/orders/*/status',
    async (route) => {
      await leela.call('PATCH', `/api/orders/${order._id}/status`, { status: 'cancelled', reason: 'No oven' })
      await route.continue()
    },
    { times: 1 },
  )
  await detail.getByRole('button', { name: `Accept ${order.number}` }).click()
  await expect(detail).toContainText('Somebody was faster.')
  await expect(row(page, order._id)).toHaveAttribute('data-status', 'cancelled')
  await expect(detail).toContainText('No oven')
  await expect(detail.getByRole('button', { name: /Accept|Cancel/ })).toHaveCount(0)
})

test('an order is cancelled with a reason, by keys alone, and its history says when', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const order = await asha.order(cake._id)
  const page = await meera.open('/admin/orders')
  await page.keyboard.press('j')
  await expect(row(page, order._id).getByRole('link', { name: order.number })).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('article', { name: `Order ${order.number}` })
  await detail.getByRole('button', { name: `Cancel ${order.number}` }).click()
  const dialog = page.getByRole('dialog', { name: `Cancel ${order.number}?` })
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(dialog).toContainText('Say why.')
  await dialog.getByRole('button', { name: 'We cannot make it in time' }).click()
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(detail).toContainText('We cannot make it in time')
  await expect(detail.getByRole('region', { name: 'History' }).getByRole('listitem')).toHaveText([/CancelledMeera/, /PendingAsha/])
})

test('[F33] two people edit one product: what only one changed is kept, what both changed is asked, nothing typed is lost', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ description: 'As it was' })
  const page = await meera.open(`/admin/products/${cake._id}`)
  await page.getByLabel('Description').fill('As Meera wants it')
  const stocked = await kitchen.change(cake, { stock: 7 })
  await expect(page.getByText('Taken over: stock')).toBeVisible()
  await expect(page.getByLabel('Pieces left')).toHaveValue('7')
  await page.getByLabel('Base price').fill('410')
  await kitchen.change(stocked, { basePrice: 420, description: 'As Leela wants it' })
  await expect(page.getByRole('heading', { name: 'Two people changed this' })).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('As Meera wants it')
  await page.getByRole('group', { name: 'Base price' }).getByText('₹420').click()
  await page.getByRole('group', { name: 'Description' }).getByText('Meera').click()
  await page.getByRole('button', { name: 'Save the merged version' }).click()
  await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible()
  const saved = await meera.call<AdminProduct>('GET', `/api/admin/products/${cake._id}`)
  expect(saved).toMatchObject({ basePrice: 420, description: 'As Meera wants it', stock: 7 })
})

test('[F33] nobody clashes with their own save, whichever comes first, its news or its answer', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const cake = await (await openKitchen(shop.url)).bake()
  const page = await meera.open(`/admin/products/${cake._id}`)
  const cursor = () => page.evaluate(() => window.cakewire?.cursor)
  const before = await cursor()
  await page.route(`**/api/products/${cake._id}`, async (route) => {
    const response = await route.fetch()
    await expect.poll(cursor).not.toBe(before)
    await expect(page.getByRole('heading', { name: 'Two people changed this' })).toHaveCount(0)
    await route.fulfill({ response })
  })
  await page.getByLabel('Base price').fill('0749.50')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible()
  await expect(page.getByLabel('Base price')).toHaveValue('749.5')
  await expect(page.getByRole('heading', { name: 'Two people changed this' })).toHaveCount(0)
})

test('[F33] who is overtaken on the way is not asked when nothing clashes: both changes stand', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ stock: 5 })
  const page = await meera.open(`/admin/products?category=${encodeURIComponent(cake.category)}`)
  const line = page.locator(`tr[data-product="${cake._id}"]`)
  const sent: unknown[] = []
  // Imran saves while Meera's change is on its way.
  await page.route(`**/api/products/${cake._id}`, async (route) => {
    sent.push(route.request().postDataJSON())
    if (sent.length === 1) await kitchen.change(cake, { stock: 7 })
    await route.continue()
  })
  await line.getByRole('button', { name: /^Price of/ }).click()
  await line.getByRole('textbox').fill('455')
  await line.getByRole('textbox').press('Enter')
  await expect(line.getByRole('button', { name: /₹455/ })).toBeVisible()
  expect(sent).toEqual([
    { basePrice: 455, version: cake.version },
    { basePrice: 455, version: cake.version + 1 },
  ])
  expect(await meera.call<AdminProduct>('GET', `/api/admin/products/${cake._id}`)).toMatchObject({ basePrice: 455, stock: 7 })
})

test('a price that is not below the one it is compared with is said so at once, and nothing is sent', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ basePrice: 480, compareAtPrice: 560 })
  const page = await meera.open(`/admin/products?category=${encodeURIComponent(cake.category)}`)
  const line = page.locator(`tr[data-product="${cake._id}"]`)
  await line.getByRole('button', { name: /^Price of/ }).click()
  await line.getByRole('textbox').fill('560')
  await line.getByRole('textbox').press('Enter')
  await expect(line.getByRole('alert')).toHaveText(/compare-at price is ₹560/)
  await expect(line.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await line.getByRole('textbox').fill('555')
  await line.getByRole('textbox').press('Enter')
  await expect(line.getByRole('button', { name: /₹555/ })).toBeVisible()
})

test('what the server finds wrong stands at its field, and leaving with unsaved words is asked about', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const page = await meera.open('/admin/products/new')
  await page.getByLabel('Name', { exact: true }).fill('Half a cake')
  await page.getByLabel('Base price').fill('four hundred')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Base price')).toHaveAccessibleDescription(/rupees/)
  await page.getByLabel('Base price').fill('400')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Category', { exact: true })).toHaveAccessibleDescription(/1 to 40 characters/)
  await page.getByRole('link', { name: 'All products' }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half a cake')
})

test('a new product whose answer got lost is one product, with what was changed before the next try', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const page = await meera.open('/admin/products/new')
  const category = `Lost answers ${Date.now()}`
  await page.getByLabel('Name', { exact: true }).fill('Fig cake')
  await page.getByLabel('Category', { exact: true }).fill(category)
  await page.getByLabel('Base price').fill('400')
  await page.route('**/api/products', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The shop could not be reached.')).toBeVisible()
  await page.unroute('**/api/products')
  await page.getByLabel('Name', { exact: true }).fill('Fig and honey cake')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(/\/admin\/products\/[0-9a-f]{24}$/)
  const products = await meera.call<AdminProduct[]>('GET', `/api/admin/products?category=${encodeURIComponent(category)}`)
  expect(products.map(({ name }) => name)).toEqual(['Fig and honey cake'])
})

test('the list of products changes at a press: price, on offer or not, archived', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const page = await meera.open(`/admin/products?category=${encodeURIComponent(cake.category)}`)
  const line = page.locator(`tr[data-product="${cake._id}"]`)
  await line.getByRole('button', { name: /^Price of/ }).click()
  await line.getByRole('textbox').fill('455.50')
  await line.getByRole('textbox').press('Enter')
  await expect(line.getByRole('button', { name: /₹455\.50/ })).toBeVisible()
  await line.getByRole('switch', { name: /^Available/ }).click()
  await expect.poll(async () => (await meera.context.request.get(`/api/products/${cake._id}`)).status()).toBe(404)
  await line.getByRole('button', { name: /^Archive/ }).click()
  await page.getByRole('button', { name: 'Archive it' }).click()
  const undo = await reachForUndo(page)
  await expect(line).toContainText('Archived')

  await undo.click()
  await expect(line.getByRole('switch', { name: /^Available/ })).toBeVisible()
  await line.getByRole('switch', { name: /^Available/ }).click()
  await expect.poll(async () => (await meera.context.request.get(`/api/products/${cake._id}`)).status()).toBe(200)
  await line.getByRole('button', { name: /^Archive/ }).click()
  await page.getByRole('button', { name: 'Archive it' }).click()
  await expect.poll(async () => (await meera.context.request.get(`/api/products/${cake._id}`)).status()).toBe(404)
  await page.getByRole('link', { name: 'Archived' }).click()
  await line.getByRole('button', { name: /^Put .* back/ }).click()
  await expect.poll(async () => (await meera.context.request.get(`/api/products/${cake._id}`)).status()).toBe(200)
})

test('what comes while a list is on its way waits above it all the same, and what it holds already does not', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const bake = () => kitchen.bake({ category: cake.category })
  const page = await meera.open(`/admin/products?search=${encodeURIComponent(cake.category)}`)
  const rows = page.getByRole('main').getByRole('row').filter({ hasText: /^Cake/ })
  const chip = page.getByRole('button', { name: '1 new: show' })
  await expect(rows).toHaveCount(1)
  await bake()
  await expect(chip).toBeVisible()

  // The answer is read with two of them, and is under way when the third comes.
  const gate = new AbortController()
  const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
  let wasRead = () => {}
  const read = new Promise<void>((resolve) => {
    wasRead = resolve
  })
  await page.route('**/admin/products.data*', async (route) => {
    const response = await route.fetch()
    wasRead()
    await opened
    await route.fulfill({ response })
  })
  await page.getByRole('link', { name: 'Available' }).click()
  await read
  const third = await bake()
  await expect(page.getByRole('button', { name: '2 new: show' })).toBeVisible()
  gate.abort()
  await expect(rows).toHaveCount(2)
  await expect(chip).toBeVisible()
  await page.unrouteAll({ behavior: 'wait' })
  await chip.click()
  await expect(rows.filter({ hasText: third.name })).toHaveCount(1)
  await expect(page.getByRole('button', { name: /new: show/ })).toHaveCount(0)
})

test('what one tab marks as read is read in the other', async ({ browser, shop }) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const one = await leela.open('/admin/inbox')
  const other = await leela.open('/admin/inbox')
  await asha.order((await (await openKitchen(shop.url)).bake())._id)
  await expect(one.getByRole('status').filter({ hasText: /\d+ unread/ })).toBeVisible()
  await one.getByRole('button', { name: 'Mark all read' }).click()
  await expect(other.getByText('All read', { exact: true })).toBeVisible()
})

test('an inbox goes on to what is older, page by page, and what is read there is counted at once', async ({ browser, shop }) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await newCustomer(browser, shop.url)
  const cake = await (await openKitchen(shop.url)).bake()
  for (let i = 0; i < 26; i++) await asha.order(cake._id)
  for (const [person, path] of [
    [leela, '/admin/inbox'],
    [asha, '/notifications'],
  ] as const) {
    const all = await person.call<{ _id: string; message: string }[]>('GET', '/api/notifications?limit=100')
    const page = await person.open(path)
    const items = page.getByRole('main').getByRole('listitem')
    await expect(items).toHaveCount(24)
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(page).toHaveURL(/after=/)
    await expect(items.first()).toContainText(all[24]?.message ?? '')
    const bell = page.getByLabel(/^Notifications, \d+ unread$/)
    const unread = async () => Number(/\d+/.exec((await bell.first().getAttribute('aria-label')) ?? '')?.[0])
    const before = await unread()
    await page.request.post('/api/notifications/read', { data: { ids: [all[24]?._id] }, headers: { origin: shop.url } })
    await expect.poll(unread).toBe(before - 1)
    await expect(items.first()).not.toContainText('Unread')
    await page.getByRole('link', { name: 'Newest' }).click()
    await expect(items).toHaveCount(24)
    await page.goBack()
    await expect(items.first()).toContainText(all[24]?.message ?? '')
  }
})

test('[D26] an order in a status that this page does not know is shown by its word, and nothing is offered for it', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await meera.context.newPage()
  await page.route(`**/api/orders/${order._id}`, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), status: 'parked' } })
  })
  // Not in this list, so that the page asks for it.
  await page.goto(`/admin/orders?status=delivered&order=${order._id}`)
  await untilLive(page)
  const detail = page.getByRole('article', { name: `Order ${order.number}` })
  await expect(detail).toContainText('parked')
  // Its link is another matter.
  await expect(detail.getByRole('button')).toHaveText(['New tracking link'])
})

test('somebody signs in on the way to the counter, sees who they are, and signs out again', async ({ browser, shop }) => {
  await using person = await openBrowser(browser, shop.url, null)
  const page = await person.open('/admin/orders')
  await page.getByRole('link', { name: 'Sign in' }).click()
  const leela = demoUser('leela')
  await page.getByLabel('E-mail').fill(leela.email)
  await page.getByLabel('Password', { exact: true }).fill(leela.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  await expect(page.getByRole('complementary').filter({ hasText: leela.name })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await expect(page).toHaveURL(/\/$/)
  expect((await page.goto('/admin/orders'))?.status()).toBe(401)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the counter's pages can be used by everybody (axe, ${colorScheme})`, async ({ browser, shop }) => {
    await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
    const cake = await (await openKitchen(shop.url)).bake()
    const settings = ['', '/zones', '/slots', '/days', '/tax', '/coupons', '/payments', '/people', '/audit'].map(
      (part) => `/admin/settings${part}`,
    )
    for (const path of ['/admin/orders', '/admin/products', `/admin/products/${cake._id}`, '/admin/inbox', ...settings]) {
      const page = await meera.open(path)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await untilStill(page)
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
      await page.close()
    }
  })
}
