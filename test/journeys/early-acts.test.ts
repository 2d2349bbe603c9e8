import type { Page } from '@playwright/test'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
test.beforeEach(({ context }) => ownLine(context))

/** Shows what the server made of the page; its scripts come when `run` is called. */
async function openEarly(page: Page, path: string): Promise<{ run: () => void }> {
  const gate = new AbortController()
  const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
  await page.route('**/*.js', async (route) => {
    await opened
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return { run: () => gate.abort() }
}

const waiting = (page: Page) => page.locator('html[data-early]')

test('a cake chosen and added before its page runs is in the cart as chosen', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  const early = await openEarly(page, `/product/${cake._id}`)
  await page.locator('label', { hasText: '1 kg' }).tap()
  await page.locator('label', { hasText: 'Eggless' }).tap()
  await page.getByRole('button', { name: 'Add to cart' }).tap()
  // Impatience adds nothing: the second press meets a button at work.
  await page.getByRole('button', { name: 'Add to cart' }).tap()
  await expect(waiting(page)).toBeAttached()
  early.run()
  await expect(waiting(page)).not.toBeAttached()
  await expect(page.getByRole('radio', { name: '1 kg' })).toBeChecked()
  await page.getByRole('link', { name: /cart/i }).first().tap()
  const line = page.getByRole('listitem').filter({ hasText: cake.name })
  await expect(line).toContainText('1 kg')
  await expect(line).toContainText('Eggless')
  await expect(line.getByRole('status', { name: /^Quantity/ })).toHaveText('1')
})

for (const how of ['pressed', 'Enter'] as const) {
  test(`who signs in before the page runs stays on it, and is signed in then: ${how}`, async ({ page }) => {
    const { email, password } = demoUser('asha')
    const early = await openEarly(page, '/login?next=/orders')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    if (how === 'pressed') await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
    else await page.getByLabel('Password', { exact: true }).press('Enter')
    await expect(waiting(page)).toBeAttached()
    await expect(page).toHaveURL('/login?next=/orders')
    early.run()
    await expect(page.getByRole('heading', { name: 'Your orders' })).toBeVisible()
  })
}

test('what is typed before the page runs is answered then', async ({ page }) => {
  const early = await openEarly(page, '/')
  const pincode = page.getByLabel('Pincode')
  await pincode.fill('110001')
  early.run()
  await expect(page.locator('#where-says')).toContainText('We do not come to 110001 yet.')
  await expect(pincode).toHaveValue('110001')
})

test('filters pressed before the page runs are all on then, and one pressed twice is off', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await page.setViewportSize({ width: 1280, height: 900 })
  const early = await openEarly(page, `/category/${encodeURIComponent(cake.category)}`)
  const panel = page.getByRole('complementary', { name: 'Filters' })
  for (const size of ['0.5 kg', '0.5 kg', '1 kg']) await panel.getByText(size).tap()
  await panel.getByText('Eggless').tap()
  early.run()
  await expect(waiting(page)).not.toBeAttached()
  await expect(page).toHaveURL(/\?size=1\+kg&egg=eggless$/)
})

test('an order that is placed before the page runs asks what is missing, as later', async ({ browser, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  await asha.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  const page = await asha.context.newPage()
  const early = await openEarly(page, '/checkout')
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(waiting(page)).toBeAttached()
  await expect(page).toHaveURL('/checkout')
  early.run()
  await expect(page.getByText('Tell us where the cake goes.')).toBeVisible()
  await expect(page).toHaveURL('/checkout')
})

test('links and the search need no script', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await openEarly(page, '/search')
  const box = page.getByRole('searchbox').or(page.getByLabel('Search the cakes')).first()
  await box.fill(cake.name)
  await box.press('Enter')
  await expect(page).toHaveURL(/\/search\?.*q=/)
  await page.getByRole('article').filter({ hasText: cake.name }).getByRole('link').first().tap()
  await expect(page.getByRole('heading', { name: cake.name })).toBeVisible()
})

test('who goes back before the page runs, after a reload, sees the page that they went back to', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category } = await kitchen.bake({ flavors: [{ name: 'Litchi', priceMultiplier: 1 }] })
  await kitchen.bake({ category, flavors: [{ name: 'Plum', priceMultiplier: 1 }] })
  const cakes = page.getByRole('main').getByRole('article')
  await page.goto(`/category/${encodeURIComponent(category)}`)
  await expect(cakes).toHaveCount(2)
  await untilLive(page)
  await page.evaluate(() => window.history.pushState(null, '', '?flavor=Plum'))
  const early = await openEarly(page, page.url())
  await expect(cakes).toHaveCount(1)
  await page.goBack({ waitUntil: 'commit' })
  await expect(cakes).toHaveCount(2)
  early.run()
  await untilLive(page)
  await expect(cakes).toHaveCount(2)
})
