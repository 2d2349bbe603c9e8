import type { Page } from '@playwright/test'
import type { AdminOrder, Order } from '../../src/contract/order.ts'
import { connectEmbedded } from '../support/embedded-sql.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, newCustomer, openBrowser, type Person } from '../support/people.ts'

const ticket = (page: Page, { number }: Order) => page.getByRole('article', { name: `Order ${number}` })
const headline = (page: Page) => page.locator('[data-status]').first()
const orderOf = async (person: Person, { _id }: Order) => await person.call<AdminOrder>('GET', `/api/orders/${_id}`)
const move = (person: Person, { _id }: Order, status: string, more: object = {}) =>
  person.call<AdminOrder>('PATCH', `/api/orders/${_id}/status`, { status, ...more })

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|socket\.io|409|401|404/)
})

test('[D32] [B20] what the kitchen ticks off while it is away is on the counter and on the tracker once it is back', async ({
  browser,
  shop,
}) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await ownLine(imran.context)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const order = await asha.order(cake._id)
  await move(meera, order, 'processing')
  const kitchen = await imran.open('/kitchen')
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  const tracker = await asha.open(`/orders/${order._id}`)
  const toMake = kitchen.getByRole('region', { name: 'To make' }).getByText(cake.name)
  await expect(toMake).toBeVisible()

  await imran.context.setOffline(true)
  await ticket(kitchen, order)
    .getByRole('button', { name: `${cake.name}, done` })
    .click()
  await expect(ticket(kitchen, order).locator('[data-done="1"]')).toBeVisible()
  await expect(toMake).toHaveCount(0)
  await expect(ticket(kitchen, order).locator('[data-unsent]')).toBeVisible()
  expect((await orderOf(meera, order)).items[0]?.done).toBe(0)

  await imran.context.setOffline(false)
  await expect(counter.locator(`[data-detail="${order._id}"]`).getByText('done', { exact: true })).toBeVisible()
  await expect(tracker.getByText('All of it is done.')).toBeVisible()
  await expect(ticket(kitchen, order).locator('[data-unsent]')).toHaveCount(0)
  expect(await orderOf(meera, order)).toMatchObject({ version: 2, items: [{ done: 1 }] })
})

test('[D31] the counter takes a step back, and the tracker says so', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  const detail = counter.locator(`[data-detail="${order._id}"]`)
  const tracker = await asha.open(`/orders/${order._id}`)
  await detail.getByRole('button', { name: `Accept ${order.number}` }).click()
  await expect(headline(tracker)).toHaveAttribute('data-status', 'processing')
  await detail.getByRole('button', { name: `Take ${order.number} a step back` }).click()
  await counter.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await expect(headline(tracker)).toHaveAttribute('data-status', 'pending')
  await expect(tracker.getByText('The bakery corrected a step at')).toBeVisible()
  await expect(detail.getByText('Pressed by mistake')).toBeVisible()
})

test('[D31] a step that was taken back offers no older one to be taken back', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  for (const status of ['processing', 'shipped']) await move(meera, order, status)
  await using sql = await connectEmbedded(shop.dataDir)
  const long = `update order_history set at = at - interval '1 day' where order_id = $1 and status <> 'shipped'`
  await sql.query(long, [order._id])
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  const detail = counter.locator(`[data-detail="${order._id}"]`)
  const takeBack = detail.getByRole('button', { name: `Take ${order.number} a step back` })
  await takeBack.click()
  await counter.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await expect(detail.getByText('Pressed by mistake')).toBeVisible()
  await expect(counter.getByRole('dialog')).toHaveCount(0)
  await expect(takeBack).toHaveCount(0)
})

test('[D21] whoever hands over says that the cash was taken', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  for (const status of ['processing', 'shipped']) await move(meera, order, status)
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  const detail = counter.locator(`[data-detail="${order._id}"]`)
  await detail.getByRole('button', { name: `Delivered ${order.number}` }).click()
  await counter
    .getByRole('dialog')
    .getByRole('button', { name: /taken$/ })
    .click()
  await expect(detail.getByText('taken in cash')).toBeVisible()
  await expect.poll(async () => (await orderOf(meera, order)).paymentState).toBe('paid')
})

test('[C26] a link in another browser, without a login, follows the order live and opens its invoice', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const own = await asha.open(`/orders/${order._id}`)
  const path = (await own.getByRole('link', { name: 'The page behind it' }).getAttribute('href')) ?? ''
  expect(path).toMatch(/^\/t\/[\w-]{38}$/)
  const page = await nobody.open(path)
  await expect(page.locator('[data-tracked=live]')).toBeVisible()
  await expect(page.getByText('To Indiranagar, Bengaluru')).toBeVisible()
  await expect(page.getByText('3rd Cross')).toHaveCount(0)

  await move(meera, order, 'processing')
  await expect(headline(page)).toHaveAttribute('data-status', 'processing')
  await nobody.context.setOffline(true)
  await move(meera, order, 'shipped')
  await nobody.context.setOffline(false)
  await expect(headline(page)).toHaveAttribute('data-status', 'shipped', { timeout: 30_000 })

  const { papers } = await orderOf(meera, order)
  await page.getByRole('link', { name: /Invoice/ }).click()
  const sheet = page.getByRole('article')
  await expect(sheet).toContainText(papers[0]?.number ?? 'a number')
  await expect(sheet).toContainText('Contains egg')
  await page.goto(`${path.slice(0, -2)}xx`)
  await expect(page.getByRole('heading', { name: 'No such order here' })).toBeVisible()

  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  await counter.getByRole('button', { name: 'New tracking link' }).click()
  await counter.getByRole('dialog').getByRole('button', { name: 'Make a new link' }).click()
  await expect(counter.getByText('The link before opens nothing any more')).toBeVisible()
  await page.goto(path)
  await expect(page.getByRole('heading', { name: 'No such order here' })).toBeVisible()
})

test('[D28] a person keeps an address, and is forgotten on every screen', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  const page = await asha.open('/account')
  await page.getByRole('button', { name: 'Add one' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What you call it').fill('Home')
  await dialog.getByLabel('Phone').fill('+91 98123 98123')
  await dialog.getByLabel('Address', { exact: true }).fill('14, 3rd Cross\nIndiranagar')
  await dialog.getByLabel('Pincode').fill('560038')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Default')).toBeVisible()

  const other = await asha.open('/account')
  await page.getByRole('button', { name: 'Forget me' }).click()
  await dialog.getByLabel('Your password').fill('something else')
  await dialog.getByRole('button', { name: 'Forget me' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('E-mail or password is wrong.')
  await dialog.getByLabel('Your password').fill('mango after the rain')
  await dialog.getByRole('button', { name: /Forget me|Try again/ }).click()
  await expect(page).toHaveURL(`${shop.url}/`)
  await expect(other.getByText('Asha Test')).toHaveCount(0)
})
