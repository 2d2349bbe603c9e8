import type { Page } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, newCustomer, openBrowser, type Person } from '../support/people.ts'

test.describe.configure({ timeout: 180_000 })

test.beforeEach(({ expectedErrors }) => void expectedErrors.push(/404|503|ERR_FAILED/))

const headline = (page: Page) => page.locator('[data-status]').first()
const move = (person: Person, { _id }: Order, status: string) => person.call('PATCH', `/api/orders/${_id}/status`, { status })
const linkOf = async (person: Person, { _id }: Order) => (await person.call<{ path: string }>('GET', `/api/orders/${_id}/link`)).path

/** As behind a proxy whose shop starts anew: what matches is answered by the proxy until `back`. Tells how often it was. */
async function away(page: Page, url: string | RegExp) {
  let answered = 0
  const turnAway = (route: { fulfill(with_: { status: number; body: string }): Promise<void> }) => {
    answered++
    return route.fulfill({ status: 503, body: 'Service Unavailable' })
  }
  await page.route(url, turnAway)
  return { answered: () => answered, back: () => page.unroute(url, turnAway) }
}

test('[C26] the page behind a link whose stream is refused once follows on by itself, though nothing happened meanwhile', async ({
  browser,
  shop,
}) => {
  await using asha = await newCustomer(browser, shop.url)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await nobody.context.newPage()
  await page.route('**/api/tracked/*/stream*', (route) => route.fulfill({ status: 503, body: '' }), { times: 1 })
  await page.goto(await linkOf(asha, order))
  await expect(page.locator('[data-tracked=live]')).toBeVisible()
  await move(meera, order, 'processing')
  await expect(headline(page)).toHaveAttribute('data-status', 'processing')
})

test('[C26] the page behind a link says that its line is cut for as long as the shop is away, and catches up after', async ({
  browser,
  shop,
}) => {
  await using asha = await newCustomer(browser, shop.url)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await nobody.context.newPage()
  const shopIs = await away(page, /api\/tracked|\/t\/.*\.data/)
  await page.goto(await linkOf(asha, order))
  await expect(page.getByText('The line to the shop is cut.')).toBeVisible()
  await move(meera, order, 'processing')
  const before = shopIs.answered()
  await expect.poll(shopIs.answered).toBeGreaterThan(before)
  await expect(page.getByText('The line to the shop is cut.')).toBeVisible()
  await shopIs.back()
  await expect(headline(page)).toHaveAttribute('data-status', 'processing', { timeout: 60_000 })
  await expect(page.locator('[data-tracked=live]')).toBeVisible()
  await expect(page.getByText('The line to the shop is cut.')).toHaveCount(0)
})

test('[C26] a link that was replaced while its page was cut off opens nothing there any more', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await nobody.context.newPage()
  const shopIs = await away(page, /api\/tracked|\/t\/.*\.data/)
  await page.goto(await linkOf(asha, order))
  await expect(page.getByText('The line to the shop is cut.')).toBeVisible()
  await meera.call('POST', `/api/orders/${order._id}/link/renew`)
  await shopIs.back()
  await expect(page.getByRole('heading', { name: 'No such order here' })).toBeVisible({ timeout: 60_000 })
})

test('[B08] an error page in the place of a page says that it tries again, and is that page once the shop answers; nobody presses anything', async ({
  browser,
  shop,
}) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  const wall = await imran.open('/kitchen')
  const other = await imran.open('/kitchen')
  await expect(wall.getByRole('region', { name: 'To make' })).toBeVisible()
  const shopIs = await away(wall, /\.data/)
  // Another tab tells that who is signed in may have changed: the wall asks for everything anew.
  await other.evaluate(() => new BroadcastChannel('cakewire.identity').postMessage('renew'))
  await expect(wall.getByText('loads again by itself')).toBeVisible()
  const before = shopIs.answered()
  await expect.poll(shopIs.answered).toBeGreaterThan(before)
  await shopIs.back()
  await expect(wall.getByRole('region', { name: 'To make' })).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => wall.evaluate(() => window.cakewire?.link)).toBe('live')
})

test('what an owner has typed in the settings outlasts news that come while no page can be loaded', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const before = await meera.call<{ tagline: string }>('GET', '/api/admin/settings')
  const page = await meera.open('/admin/settings')
  await page.getByLabel('Legal name').fill('Typed and not saved')
  const shopIs = await away(page, /\.data|api\/health/)
  const tagline = `Baked at ${Date.now()}`
  await meera.call('PATCH', '/api/admin/settings', { tagline })
  await expect.poll(shopIs.answered).toBeGreaterThan(1)
  await shopIs.back()
  await expect(page.getByLabel('One line about it')).toHaveValue(tagline, { timeout: 60_000 })
  await expect(page.getByLabel('Legal name')).toHaveValue('Typed and not saved')
  await meera.call('PATCH', '/api/admin/settings', { tagline: before.tagline })
})
