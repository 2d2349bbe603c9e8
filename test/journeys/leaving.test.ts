import type { Page } from '@playwright/test'
import { holdNextPage } from '../support/hold-next-page.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { stopClock } from '../support/stop-clock.ts'

/** Leaves by `go` before the address has followed; its turn comes while the next page is on its way. */
async function leave(page: Page, go: () => Promise<unknown>): Promise<void> {
  const held = await holdNextPage(page)
  await go()
  await held.asked
  await page.clock.fastForward(1000)
  held.open()
}

test('who chooses a size and goes to the cart at once arrives there, and finds the choice again', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await page.clock.install()
  await page.goto(`/product/${cake._id}`)
  await untilLive(page)
  await stopClock(page)
  await page.getByText('1 kg', { exact: true }).click()
  await leave(page, () => page.getByRole('link', { name: /^Cart/ }).first().click())
  await expect(page).toHaveURL('/cart')
  await expect(page.getByRole('heading', { name: 'Only crumbs here' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(`/product/${cake._id}?size=1+kg`)
  await expect(page.getByRole('radio', { name: '1 kg' })).toBeChecked()
})

test('who types in the search and goes home at once arrives there', async ({ page }) => {
  await page.clock.install()
  await page.goto('/search')
  await untilLive(page)
  await stopClock(page)
  await page.getByLabel('Search the cakes').pressSequentially('man')
  await leave(page, () => page.getByRole('link', { name: 'Cakewire, home' }).click())
  await expect(page).toHaveURL('/')
})

test('who types in the counter’s search and goes to the products at once arrives there', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const page = await meera.context.newPage()
  await page.clock.install()
  await page.goto('/admin/orders')
  await untilLive(page)
  await stopClock(page)
  await page.getByRole('searchbox').pressSequentially('CW')
  await leave(page, () => page.getByRole('link', { name: 'Products' }).first().click())
  await expect(page).toHaveURL(/\/admin\/products$/)
})

test('a view of the counter that is pressed just before or after its search goes out is narrowed by the words too', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const page = await meera.context.newPage()
  await page.clock.install()
  await page.goto('/admin/orders')
  await untilLive(page)
  await stopClock(page)
  const view = (word: string) => page.getByRole('navigation', { name: 'Orders by status' }).getByRole('link', { name: word })
  // While nobody has asked for the words yet.
  await page.getByRole('searchbox').pressSequentially('CW')
  await leave(page, () => view('Delivered').click())
  await expect(page).toHaveURL(/status=delivered&search=CW$/)
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  // While their answer is on its way.
  const held = await holdNextPage(page)
  await page.getByRole('searchbox').fill('CW-1')
  await page.clock.fastForward(1000)
  await held.asked
  await expect(view('Cancelled')).toHaveAttribute('href', /search=CW-1$/)
  await view('Cancelled').click()
  held.open()
  await expect(page).toHaveURL(/status=cancelled&search=CW-1$/)
})
