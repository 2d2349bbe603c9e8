import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Request } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import type { OrderStatus } from '../../src/domain/order-status.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, newCustomer, openBrowser, type Person, untilLive } from '../support/people.ts'
import { untilStill } from '../support/still.ts'

const card = (page: Page, { number }: Order) => page.getByRole('article', { name: `Order ${number}` })
const headline = (page: Page) => page.getByRole('heading', { level: 1 })
const stepNow = (page: Page) => page.locator('[aria-current=step]')

async function cakeIn(url: string): Promise<string> {
  return (await (await openKitchen(url)).bake())._id
}

/** Leela, at the counter. */
async function openCounter(browser: Browser, url: string): Promise<Person & { move(order: Order, status: OrderStatus): Promise<void> }> {
  const leela = await openBrowser(browser, url, demoUser('leela'))
  return { ...leela, move: async ({ _id }, status) => void (await leela.call('PATCH', `/api/orders/${_id}/status`, { status })) }
}

test('[B12] an order is on the buyer’s other tab at once, newest first, and opens its tracker', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  const cake = await cakeIn(shop.url)
  const tab = await buyer.open('/orders')
  await expect(headline(tab)).toHaveText('No orders yet')
  const first = await buyer.order(cake)
  await expect(card(tab, first)).toContainText('Pending')
  const second = await buyer.order(cake, 'Happy Meera')
  await expect(card(tab, second)).toBeVisible()
  await expect(tab.getByRole('article').first()).toHaveAttribute('aria-label', `Order ${second.number}`)

  await card(tab, second).getByRole('link').click()
  await expect(headline(tab)).toContainText('With us since')
  await expect(tab.getByText('Message: “Happy Meera”')).toBeVisible()
  await expect(tab.getByRole('img', { name: /with “Happy Meera” on it/ })).toBeVisible()
})

test('[B12] somebody else’s order, a missing one and no order at all are a plain page that says so, and never load on', async ({
  browser,
  shop,
}) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using other = await newCustomer(browser, shop.url)
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await buyer.order(await cakeIn(shop.url))
  for (const person of [other, nobody]) {
    for (const id of [order._id, '0123456789abcdef01234567', 'nonsense']) {
      const page = await person.context.newPage()
      const response = await page.goto(`/orders/${id}`)
      expect(response?.status()).toBe(404)
      expect(await response?.text()).not.toContain(order.number)
      await expect(headline(page)).toHaveText('No such order here')
      await page.close()
    }
  }
  const tab = await other.open('/orders')
  await tab.evaluate((id) => {
    window.history.pushState({}, '', `/orders/${id}`)
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, order._id)
  await expect(headline(tab)).toHaveText('No such order here')
  await expect(tab.getByRole('link', { name: 'Sign in', exact: true })).toHaveCount(0)
})

test('[B12] staff open every order', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using counter = await openCounter(browser, shop.url)
  const order = await buyer.order(await cakeIn(shop.url))
  const page = await counter.open(`/orders/${order._id}`)
  await expect(page.getByText(`Order ${order.number}`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open at the counter' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel the order' })).toHaveCount(0)
})

test('[D26] each step of the kitchen moves the tracker and the list by itself, with its time', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using counter = await openCounter(browser, shop.url)
  const order = await buyer.order(await cakeIn(shop.url))
  const list = await buyer.open('/orders')
  const tracker = await buyer.open(`/orders/${order._id}`)
  await expect(stepNow(tracker)).toContainText('Ordered')

  await counter.move(order, 'processing')
  await expect(headline(tracker)).toHaveText(/^In the kitchen since \d{1,2}:\d\d [AP]M$/)
  await expect(stepNow(tracker)).toContainText('In the kitchen')
  await expect(stepNow(tracker).locator('time')).toBeVisible()
  await expect(card(list, order)).toContainText('Processing')
  await expect(tracker.getByRole('status').filter({ hasText: `Order ${order.number} is processing` })).toBeAttached()
  await expect(tracker.getByRole('button', { name: 'Cancel the order' })).toHaveCount(0)

  await counter.move(order, 'shipped')
  await expect(headline(tracker)).toContainText('On the road since')
  await expect(card(list, order)).toContainText('Shipped')
  await counter.move(order, 'delivered')
  await expect(headline(tracker)).toContainText('Delivered')
  await expect(stepNow(tracker)).toHaveCount(0)
  await expect(tracker.getByRole('listitem').filter({ hasText: ', done' })).toHaveCount(4)
  await expect(card(list, order)).toContainText('Delivered')
})

test('[D26] a cancelled order has a line that ends there, not one that never began', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  const order = await buyer.order(await cakeIn(shop.url))
  const list = await buyer.open('/orders')
  const tracker = await buyer.open(`/orders/${order._id}`)
  await tracker.getByRole('button', { name: 'Cancel the order' }).click()
  const question = tracker.getByRole('dialog', { name: `Cancel ${order.number}?` })
  await question.getByRole('button', { name: 'Keep it' }).click()
  await expect(question).toHaveCount(0)
  await expect(headline(tracker)).toContainText('With us since')

  await tracker.getByRole('button', { name: 'Cancel the order' }).click()
  await question.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(question).toHaveCount(0)
  await expect(headline(tracker)).toContainText('Cancelled')
  await expect(stepNow(tracker)).toContainText('Cancelled')
  await expect(tracker.getByText('Out for delivery')).toHaveCount(0)
  await expect(card(list, order)).toContainText('Cancelled')
  await tracker.reload()
  await expect(stepNow(tracker)).toContainText('Cancelled')
})

test('who wants to cancel while the kitchen accepts is told that it is too late', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using counter = await openCounter(browser, shop.url)
  const order = await buyer.order(await cakeIn(shop.url))
  const tracker = await buyer.open(`/orders/${order._id}`)
  await tracker.getByRole('button', { name: 'Cancel the order' }).click()
  await counter.move(order, 'processing')
  await expect(tracker.getByRole('dialog').getByRole('alert')).toContainText('It is processing by now')
  await tracker.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(headline(tracker)).toContainText('In the kitchen')
})

for (const answer of ['late', 'lost'] as const) {
  test(`who cancels is not told that it is too late when the news come first and the answer is ${answer}`, async ({
    browser,
    shop,
    expectedErrors,
  }) => {
    expectedErrors.push(/ERR_FAILED/)
    await using buyer = await newCustomer(browser, shop.url)
    const order = await buyer.order(await cakeIn(shop.url))
    const tracker = await buyer.open(`/orders/${order._id}`)
    const gate = new AbortController()
    const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
    await tracker.route('**/api/orders/*/status', async (route) => {
      const response = await route.fetch()
      await opened
      await (answer === 'late' ? route.fulfill({ response }) : route.abort())
    })
    await tracker.getByRole('button', { name: 'Cancel the order' }).click()
    await tracker.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click()
    await expect(headline(tracker)).toContainText('Cancelled')
    await expect(tracker.getByRole('dialog')).toHaveCount(0)
    const isCancel = (request: Request) => request.method() === 'PATCH'
    const answered = answer === 'late' ? tracker.waitForEvent('requestfinished', isCancel) : tracker.waitForEvent('requestfailed', isCancel)
    gate.abort()
    await answered
    await expect(tracker.getByRole('dialog')).toHaveCount(0)
    await expect(tracker.getByRole('alert')).toHaveCount(0)
  })
}

test('[D26] a status of a newer shop is shown by its own word, live and when the page is opened', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using counter = await openCounter(browser, shop.url)
  const cake = await cakeIn(shop.url)
  const order = await buyer.order(cake)
  await ownLine(buyer.context)
  const page = await buyer.context.newPage()
  const newer = (text: string) => text.replaceAll('"processing"', '"tempering"')
  await page.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer()
    server.onMessage((message) => line.send(newer(String(message))))
  })
  await page.route(/\/orders\/[0-9a-f]+\.data/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: newer(await response.text()) })
  })
  await page.goto('/orders')
  await untilLive(page)
  await counter.move(order, 'processing')
  await expect(card(page, order)).toContainText('tempering')
  await card(page, order).getByRole('link').click()
  await expect(headline(page)).toContainText('Now “tempering”, since')
  await expect(stepNow(page)).toContainText('tempering')
  await expect(page.getByRole('listitem').filter({ hasText: 'Ordered, done' })).toBeVisible()
})

test('a tracker whose line is cut says until when it was right, and has caught up once the line is back', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  await using counter = await openCounter(browser, shop.url)
  const order = await buyer.order(await cakeIn(shop.url))
  await ownLine(buyer.context)
  const tracker = await buyer.open(`/orders/${order._id}`)
  await buyer.context.setOffline(true)
  await expect(tracker.getByText(/This is as of \d{1,2}:\d\d [AP]M\./)).toBeVisible({ timeout: 40_000 })
  await counter.move(order, 'processing')
  await buyer.context.setOffline(false)
  await expect(headline(tracker)).toContainText('In the kitchen', { timeout: 30_000 })
  await expect(tracker.getByText('This is as of')).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`orders and the tracker can be used by everybody (axe, ${colorScheme})`, async ({ browser, shop }) => {
    test.setTimeout(180_000)
    await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
    const orders = await asha.call<Order[]>('GET', '/api/orders')
    const oneOfEach = new Map(orders.map((order) => [order.status, `/orders/${order._id}`]))
    expect(oneOfEach.size).toBeGreaterThan(3)
    for (const path of ['/orders', '/orders/nonsense', ...oneOfEach.values()]) {
      const page = await asha.open(path)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await untilStill(page)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
      await page.close()
    }
  })
}
