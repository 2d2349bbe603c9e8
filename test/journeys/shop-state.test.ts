import type { Page } from '@playwright/test'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, newCustomer, openBrowser } from '../support/people.ts'
import { reachForUndo } from '../support/undo.ts'

const paused = (page: Page) => page.getByText('We take no orders right now.')

/** Marks the page, so that a reload would be noticed. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { samePage: true }))
const isSame = (page: Page) => page.evaluate(() => 'samePage' in window)

test('the counter pauses the shop: open pages show it without a reload, orders are refused, and one tap takes it back', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/409|ERR_INTERNET_DISCONNECTED|socket\.io/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  await using ravi = await newCustomer(browser, shop.url)
  const cake = await (await openKitchen(shop.url)).bake()
  await asha.call('POST', '/api/cart/add', { productId: cake._id })
  await ownLine(ravi.context)
  const [home, cart, away] = [await asha.open('/'), await asha.open('/cart'), await ravi.open('/')]
  const checkout = await asha.open('/checkout')
  const place = checkout.getByRole('button', { name: /^Place order/ })
  await expect(place).toBeEnabled()
  const counter = await meera.open('/admin/orders')
  await mark(home)
  await mark(cart)
  await ravi.context.setOffline(true)
  await expect(away.locator('[data-link=live]')).toHaveCount(0)

  await counter.getByRole('button', { name: 'The shop is Open' }).click()
  const dialog = counter.getByRole('dialog', { name: 'Does the shop take orders?' })
  await expect(dialog.getByRole('radio', { name: /^Paused/ })).toBeChecked()
  await dialog.getByLabel('What customers read, if you like').fill('The oven is being mended. Back at four.')
  await dialog.getByRole('button', { name: 'Pause the shop' }).click()
  const undo = await reachForUndo(counter)
  await expect(dialog).toBeHidden()
  for (const page of [home, cart]) {
    await expect(paused(page)).toBeVisible()
    await expect(page.getByText('The oven is being mended. Back at four.')).toBeVisible()
    expect(await isSame(page)).toBe(true)
  }
  await expect(place).toBeDisabled()
  await expect(place).toHaveAccessibleDescription('It can be pressed again when the shop takes orders.')
  await expect(paused(away)).toBeHidden()
  await ravi.context.setOffline(false)
  await expect(paused(away)).toBeVisible()

  const refused = await asha.context.request.post('/api/orders', {
    headers: { origin: shop.url },
    data: {
      items: [{ productId: cake._id, quantity: 1 }],
      mode: 'pickup',
      phone: '+910000000101',
    },
  })
  expect(refused.status()).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'shop.paused' })

  await undo.click()
  for (const page of [home, cart, away]) await expect(paused(page)).toBeHidden()
  await expect(place).toBeEnabled()
  await expect(counter.getByRole('button', { name: 'The shop is Open' })).toBeVisible()
})

test('the shop’s name changes on every open page', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const { name } = await meera.call<{ name: string }>('GET', '/api/admin/settings')
  const page = await asha.open('/')
  await mark(page)
  await meera.call('PATCH', '/api/admin/settings', { name: 'Meera’s oven' })
  await expect(page.getByRole('contentinfo').getByRole('heading', { name: 'Meera’s oven' })).toBeVisible()
  expect(await isSame(page)).toBe(true)
  await meera.call('PATCH', '/api/admin/settings', { name })
})
