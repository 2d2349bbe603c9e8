import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { AdminProduct } from '../../src/contract/product.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { startShop, temporaryFolder } from '../support/shop-process.ts'

/**
 * The seed's own proof, by hand in its first app: the shop in one tab, the counter in the other, and no refresh. Each walks through
 * many pages of several browsers.
 */
test.describe.configure({ timeout: 180_000 })

const shelfOf = (category: string) => `/category/${encodeURIComponent(category)}`
const linesOf = (category: string) => `/admin/products?category=${encodeURIComponent(category)}`
const card = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name })
const line = (page: Page, name: string) => page.locator('tr[data-product]').filter({ hasText: name })
const cut = (page: Page) => expect(page.locator('[data-link=reconnecting], [data-link=offline]').first()).toBeVisible({ timeout: 30_000 })

async function bakeAtTheCounter(counter: Page, name: string, category: string): Promise<void> {
  await counter.goto('/admin/products/new')
  await untilLive(counter)
  await counter.getByLabel('Name', { exact: true }).fill(name)
  await counter.getByLabel('Category', { exact: true }).fill(category)
  await counter.getByLabel('Base price').fill('450')
  await counter.getByRole('button', { name: 'Save' }).click()
  await counter.waitForURL(/\/admin\/products\/[0-9a-f]{24}$/)
}

async function reprice(counter: Page, row: Locator, rupees: string): Promise<void> {
  await row.getByRole('button', { name: /^Price of/ }).click()
  await row.getByRole('textbox').fill(rupees)
  await row.getByRole('textbox').press('Enter')
  await expect(row.getByRole('button', { name: new RegExp(`₹${rupees}`) })).toBeVisible()
  await expect(counter.getByRole('alert').filter({ hasText: /went wrong|reached/ })).toHaveCount(0)
}

async function archive(counter: Page, row: Locator): Promise<void> {
  await row.getByRole('button', { name: /^Archive/ }).click()
  await counter.getByRole('button', { name: 'Archive it' }).click()
  await expect(row).toContainText('Archived')
}

/** Owner and customer, each with a browser of their own, on a shelf that already has one cake. */
async function twoPeople(browser: Parameters<typeof openBrowser>[0], url: string) {
  const first = await (await openKitchen(url)).bake()
  const meera = await openBrowser(browser, url, demoUser('meera'))
  const asha = await openBrowser(browser, url, demoUser('asha'))
  for (const { context } of [meera, asha]) await ownLine(context)
  return {
    category: first.category,
    first,
    meera,
    asha,
    async [Symbol.asyncDispose]() {
      await asha[Symbol.asyncDispose]()
      await meera[Symbol.asyncDispose]()
    },
  }
}

test('what the owner bakes, reprices and takes away is on the open shop tab by itself', async ({ browser, shop }) => {
  await using people = await twoPeople(browser, shop.url)
  const { category, meera, asha } = people
  const tab = await asha.open(shelfOf(category))
  const counter = await meera.open('/admin/products')

  await bakeAtTheCounter(counter, 'Kesar dream', category)
  await tab.getByRole('button', { name: '1 new: show' }).click()
  await expect(card(tab, 'Kesar dream')).toContainText('₹450')

  await counter.goto(linesOf(category))
  await untilLive(counter)
  await reprice(counter, line(counter, 'Kesar dream'), '475')
  await expect(card(tab, 'Kesar dream')).toContainText('₹475')

  await archive(counter, line(counter, 'Kesar dream'))
  await expect(card(tab, 'Kesar dream')).toHaveCount(0)
})

test('[B03] what changed while the shop tab was offline is there when it comes back, all of it', async ({ browser, shop }) => {
  await using people = await twoPeople(browser, shop.url)
  const { category, meera, asha, first } = people
  const kitchen = await openKitchen(shop.url)
  await kitchen.bake({ name: 'Goes away', category })
  const tab = await asha.open(shelfOf(category))
  const counter = await meera.open('/admin/products')
  await expect(card(tab, 'Goes away')).toBeVisible()

  await asha.context.setOffline(true)
  await cut(tab)
  await bakeAtTheCounter(counter, 'Came meanwhile', category)
  await counter.goto(linesOf(category))
  await untilLive(counter)
  await reprice(counter, line(counter, first.name), '499')
  await archive(counter, line(counter, 'Goes away'))
  await expect(card(tab, 'Goes away')).toBeVisible()

  await asha.context.setOffline(false)
  await untilLive(tab)
  await expect(card(tab, first.name)).toContainText('₹499')
  await expect(card(tab, 'Goes away')).toHaveCount(0)
  await tab.getByRole('button', { name: '1 new: show' }).click()
  await expect(card(tab, 'Came meanwhile')).toBeVisible()
  expect(await tab.evaluate(() => window.cakewire?.resets)).toBe(0)
})

/** From the product's page through cart and checkout, as a customer does. Ends on the tracker of the new order. */
async function orderByHand(tab: Page, cake: AdminProduct): Promise<void> {
  await tab.goto(`/product/${cake._id}`)
  await untilLive(tab)
  await tab.getByLabel('Message on the cake').fill('Happy 5th Aarav')
  await tab.getByRole('button', { name: 'Add to cart' }).click()
  await expect(tab.getByRole('link', { name: /^Cart, [1-9]/ }).first()).toBeVisible()
  await tab.goto('/checkout')
  await untilLive(tab)
  await tab.getByLabel('Pincode').fill('560038')
  await tab.getByLabel('Delivery address').fill('14, 3rd Cross, Indiranagar, Bengaluru 560038')
  await tab.getByLabel('Phone').fill('+91 00000 00101')
  await tab.getByRole('button', { name: /^Place order/ }).click()
  await tab.waitForURL(/\/orders\/[0-9a-f]{24}/)
  await untilLive(tab)
}

const idOf = (tab: Page): string => new URL(tab.url()).pathname.split('/').at(-1) ?? ''
const orderAt = (counter: Page, id: string) => counter.locator(`tr[data-order="${id}"]`)
const trackerShows = (tab: Page, status: string) => expect(tab.locator('#tracker-title')).toHaveAttribute('data-status', status)

test('what the customer orders rings at the open counter, and what the counter does moves the customer’s tracker', async ({
  browser,
  shop,
}) => {
  await using people = await twoPeople(browser, shop.url)
  const { meera, asha, first } = people
  const counter = await meera.open('/admin/orders')
  const tab = await asha.context.newPage()
  await orderByHand(tab, first)
  await trackerShows(tab, 'pending')

  await counter.getByRole('button', { name: '1 new: show' }).click()
  const row = orderAt(counter, idOf(tab))
  await expect(row).toContainText(first.name)
  await expect(row).toContainText('Happy 5th Aarav')
  for (const [press, status] of [
    [/^Accept/, 'processing'],
    [/^Send out/, 'shipped'],
    [/^Delivered/, 'delivered'],
  ] as const) {
    await row.getByRole('button', { name: press }).click()
    if (status === 'delivered')
      await counter
        .getByRole('dialog')
        .getByRole('button', { name: /taken$/ })
        .click()
    await trackerShows(tab, status)
  }
  await expect(row.getByRole('button', { name: /^(Accept|Send out|Delivered|Cancel|Refuse)/ })).toHaveCount(0)
})

test('[B03] a tracker and a counter that were offline meanwhile catch up by themselves', async ({ browser, shop }) => {
  await using people = await twoPeople(browser, shop.url)
  const { meera, asha, first } = people
  const counter = await meera.open('/admin/orders')
  await meera.context.setOffline(true)
  await cut(counter)
  const { _id, number } = await asha.order(first._id)
  await meera.context.setOffline(false)
  await expect(counter.getByRole('region', { name: 'New orders' })).toContainText(number, { timeout: 30_000 })
  await counter.getByRole('button', { name: '1 new: show' }).click()

  const tab = await asha.open(`/orders/${_id}`)
  await asha.context.setOffline(true)
  await cut(tab)
  const row = orderAt(counter, _id)
  await row.getByRole('button', { name: /^Accept/ }).click()
  await row.getByRole('button', { name: /^Send out/ }).click()
  await expect(row).toHaveAttribute('data-status', 'shipped')
  await trackerShows(tab, 'pending')
  await asha.context.setOffline(false)
  await untilLive(tab)
  await trackerShows(tab, 'shipped')
  for (const page of [tab, counter]) expect(await page.evaluate(() => window.cakewire?.resets)).toBe(0)
})

test('[F01] across a kill -9 of the server both tabs go on: what was answered is there, and news flow again', async ({ browser }) => {
  test.setTimeout(240_000)
  await using folder = await temporaryFolder()
  const owner = { email: 'meera@cakes.example', password: 'warm saffron sponge' }
  const env = { DEMO: '0', ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password }
  const dataDir = join(folder.path, 'data')
  await using before = await startShop({ dataDir, env })
  await using meera = await openBrowser(browser, before.url, owner)
  await using nobody = await openBrowser(browser, before.url, null)
  const category = 'Cakes'
  const truffle = await meera.call<AdminProduct>('POST', '/api/products', { name: 'Truffle', category, basePrice: 400 })
  const tab = await nobody.open(shelfOf(category))
  const counter = await meera.open(linesOf(category))
  await reprice(counter, line(counter, 'Truffle'), '410')
  // Answered the moment before: it must be there afterwards.
  await meera.call<AdminProduct>('PATCH', `/api/products/${truffle._id}`, { basePrice: 420 })
  const order = await nobody.order(truffle._id)
  const tracker = await nobody.open(`/orders/${order._id}`)
  await before.end('SIGKILL')
  await cut(tab)

  await using _after = await startShop({ dataDir, env: { ...env, PORT: new URL(before.url).port } })
  await untilLive(tab)
  await untilLive(counter)
  await expect(card(tab, 'Truffle')).toContainText('₹420')
  await expect(line(counter, 'Truffle')).toContainText('₹420')
  await reprice(counter, line(counter, 'Truffle'), '430')
  await expect(card(tab, 'Truffle')).toContainText('₹430')

  await counter.goto(`/admin/orders?order=${order._id}`)
  await untilLive(counter)
  await orderAt(counter, order._id)
    .getByRole('button', { name: /^Accept/ })
    .click()
  await trackerShows(tracker, 'processing')
})
