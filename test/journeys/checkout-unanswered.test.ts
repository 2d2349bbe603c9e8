import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import type { CurrentHold } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, newCustomer, openBrowser, type Person, untilLive } from '../support/people.ts'

const ADDRESS = '402, Palm Grove Apartments, 12th Main'
const tracker = /\/orders\/[0-9a-f]{24}$/

const newPhone = () => `+91 9${String(randomBytes(4).readUInt32BE() % 1_000_000_000).padStart(9, '0')}`
const timer = (page: Page) => page.getByRole('timer')
const placeButton = (page: Page) => page.getByRole('button', { name: /^Place order/ })
const says = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })
const ordersOf = (person: Person) => person.call<Order[]>('GET', '/api/orders')

/** At checkout with one cake for ₹600, before anything is typed. */
async function goToCheckout(person: Person, url: string): Promise<Page> {
  const cake = await (await openKitchen(url)).bake({ basePrice: 600 })
  await person.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  return await person.open('/checkout')
}

async function type(page: Page): Promise<void> {
  await page.getByLabel('Pincode').fill('560038')
  await page.getByLabel('Delivery address').fill(ADDRESS)
  await page.getByLabel('Phone').fill(newPhone())
}

for (const how of ['refused', 'cut'] as const) {
  test(`no order goes without its coupon when the shop could not say what it takes off: ${how}`, async ({
    browser,
    shop,
    expectedErrors,
  }) => {
    expectedErrors.push(/429|ERR_FAILED/)
    await using buyer = await openBrowser(browser, shop.url, null)
    const page = await goToCheckout(buyer, shop.url)
    await type(page)
    await expect(timer(page)).toBeVisible()
    let asked = 0
    await page.route('**/api/quote', async (route) => {
      asked++
      await (how === 'cut'
        ? route.abort()
        : route.fulfill({ status: 429, json: { status: 429, code: 'rate.limited', message: 'Too many.' } }))
    })
    await page.getByLabel('Coupon').fill('welcome10')
    await page.getByRole('button', { name: 'Apply' }).click()
    const unsure = says(page, 'The shop has not confirmed the total yet.')
    await expect(unsure).toBeVisible()
    const before = asked
    await placeButton(page).click()
    await expect.poll(() => asked).toBeGreaterThan(before)
    await expect(unsure).toBeVisible()
    await expect(page).toHaveURL('/checkout')
    expect(await ordersOf(buyer)).toEqual([])

    await page.unroute('**/api/quote')
    await expect(page.getByText('WELCOME10: ₹60 off')).toBeVisible()
    await expect(unsure).toHaveCount(0)
    await page.getByRole('button', { name: 'Place order · ₹540' }).click()
    await expect(page).toHaveURL(tracker)
    expect(await ordersOf(buyer)).toMatchObject([{ totalPrice: 540, coupon: 'WELCOME10' }])
  })
}

test('what an order costs is asked again at once when the line comes back', async ({ browser, shop, expectedErrors }) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|socket\.io/)
  await using buyer = await openBrowser(browser, shop.url, null)
  await ownLine(buyer.context)
  const page = await goToCheckout(buyer, shop.url)
  await type(page)
  await expect(timer(page)).toBeVisible()
  await page.clock.install()
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/quote')) asked++
  })
  await buyer.context.setOffline(true)
  await expect(page.locator('[data-link=offline]').first()).toBeVisible({ timeout: 30_000 })
  await page.getByLabel('Coupon').fill('welcome10')
  await page.getByRole('button', { name: 'Apply' }).click()
  // So often in vain that the next pause is a long one.
  for (let times = 1; times <= 6; times++) {
    await page.clock.runFor(30_000)
    await expect.poll(() => asked).toBeGreaterThanOrEqual(times)
  }
  await buyer.context.setOffline(false)
  await untilLive(page)
  await expect(page.getByText('WELCOME10: ₹60 off')).toBeVisible({ timeout: 5000 })
})

test('an order waits for the picture that is still on its way, or goes without it when that is left out', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED/)
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await goToCheckout(buyer, shop.url)
  await type(page)
  await expect(timer(page)).toBeVisible()
  const gate = new AbortController()
  const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
  await page.route('**/api/pictures?*', async (route) => {
    await opened
    await route.continue().catch(() => {})
  })
  const buffer = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#1a5fb4' } })
    .png()
    .toBuffer()
  const choose = () => page.locator('input[type=file]').setInputFiles({ name: 'cake.png', mimeType: 'image/png', buffer })
  await choose()
  await expect(placeButton(page)).toBeDisabled()
  await expect(placeButton(page)).toHaveAccessibleDescription('The picture is still on its way.')
  await page.getByLabel('Phone').press('Enter')
  await page.getByRole('button', { name: 'Leave it out' }).click()
  await expect(placeButton(page)).toBeEnabled()

  await choose()
  await expect(placeButton(page)).toBeDisabled()
  gate.abort()
  await expect(page.getByAltText('What you have in mind')).toBeVisible()
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  const [order, ...others] = await ordersOf(buyer)
  expect(order?.referencePhoto).toMatch(/^[0-9a-f]{24}$/)
  expect(others).toEqual([])
})

test('a phone that was typed for this order outlives signing in and a reload', async ({ browser, shop }) => {
  const asha = demoUser('asha')
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await goToCheckout(buyer, shop.url)
  const phone = newPhone()
  await page.getByLabel('Phone').fill(phone)
  await page.getByRole('link', { name: 'sign in', exact: true }).click()
  await page.getByLabel('E-mail').fill(asha.email)
  await page.getByLabel('Password', { exact: true }).fill(asha.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/checkout')
  await expect(page.getByLabel('Phone')).toHaveValue(phone)
  await page.reload()
  await untilLive(page)
  await expect(page.getByLabel('Phone')).toHaveValue(phone)
})

test('a phone that nobody typed at checkout is the account’s newest', async ({ browser, shop }) => {
  await using buyer = await newCustomer(browser, shop.url)
  const keep = (phone: string) => buyer.call('PUT', '/api/auth/me', { name: 'Asha Test', phone })
  await keep('+910000000198')
  const page = await goToCheckout(buyer, shop.url)
  await page.getByLabel('Notes').fill('The bell is broken')
  await keep('+910000000199')
  await page.reload()
  await expect(page.getByLabel('Phone')).toHaveValue('+910000000199')
  await expect(page.getByLabel('Notes')).toHaveValue('The bell is broken')
})

test('a pincode that is asked about elsewhere meanwhile is in the field that was left empty', async ({ browser, shop }) => {
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await goToCheckout(buyer, shop.url)
  await page.getByLabel('Notes').fill('The bell is broken')
  await page.goto('/')
  await untilLive(page)
  await page.getByLabel('Pincode').fill('560038')
  await expect(page.locator('#where-says')).toContainText('Bengaluru: delivery')
  await page.goto('/checkout')
  await expect(page.getByLabel('Pincode')).toHaveValue('560038')
  await expect(page.getByLabel('Notes')).toHaveValue('The bell is broken')
})

test('a time that the shop could not be asked to keep says so, and is kept when it is tried again or the line is back', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|429|ERR_INTERNET_DISCONNECTED|socket\.io/)
  await using buyer = await openBrowser(browser, shop.url, null)
  await ownLine(buyer.context)
  const page = await goToCheckout(buyer, shop.url)
  await page.route('**/api/holds', (route) =>
    route.fulfill({ status: 429, json: { status: 429, code: 'rate.limited', message: 'Too many.' } }),
  )
  await type(page)
  const unkept = says(page, 'Your time is not kept yet.')
  await expect(unkept).toContainText('Too many.')
  await page.unroute('**/api/holds')
  await unkept.getByRole('button', { name: 'Try again' }).click()
  await expect(timer(page)).toBeVisible()
  await expect(unkept).toHaveCount(0)

  await page.route('**/api/holds/*/extend', (route) => route.abort())
  await page.getByRole('button', { name: 'More time' }).click()
  const bar = page.getByRole('region', { name: 'Kept for you' })
  await expect(bar).toContainText('The shop could not be reached.')
  await page.unroute('**/api/holds/*/extend')
  await bar.getByRole('button', { name: 'Try again' }).click()
  await expect(bar).not.toContainText('The shop could not be reached.')
  await expect(timer(page)).toHaveText(/^(10:00|9:\d\d)$/)

  await buyer.context.setOffline(true)
  await expect(page.locator('[data-link=offline]').first()).toBeVisible({ timeout: 30_000 })
  await page
    .getByRole('group', { name: 'When' })
    .getByRole('radio', { name: /^Tomorrow, 5–8 PM/ })
    .check({ force: true })
  await expect(unkept).toBeVisible()
  await expect(timer(page)).toHaveCount(0)
  await buyer.context.setOffline(false)
  await expect(timer(page)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Kept for you' })).toContainText('Tomorrow, 5–8 PM')
})

test('who picks the cake up after all is asked for a time of pick-up before one is kept, however late the times come', async ({
  browser,
  shop,
}) => {
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await goToCheckout(buyer, shop.url)
  await type(page)
  await expect(timer(page)).toBeVisible()
  await page.clock.install()
  const gate = new AbortController()
  const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
  await page.route('**/api/slots?mode=pickup*', async (route) => {
    await opened
    await route.continue()
  })
  const kept: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/api/holds')) kept.push(response.status())
  })
  await page.getByText('I pick it up').click()
  await page.clock.runFor(1000)
  gate.abort()
  await expect(page.getByRole('group', { name: 'When' })).toBeVisible()
  await page.clock.runFor(1000)
  await expect(timer(page)).toBeVisible()
  expect(kept).toEqual([201])
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('more time is asked for once however often it is pressed, and an answer that comes after another time was taken changes nothing', async ({
  browser,
  shop,
}) => {
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await goToCheckout(buyer, shop.url)
  await type(page)
  const bar = page.getByRole('region', { name: 'Kept for you' })
  const more = bar.getByRole('button', { name: 'More time' })
  await expect(more).toBeVisible()
  const gates = [new AbortController(), new AbortController()]
  let asked = 0
  let answered = 0
  await page.route('**/api/holds/*/extend', async (route) => {
    const gate = gates[asked++]?.signal
    const response = await route.fetch()
    if (gate?.aborted === false) await new Promise((resolve) => gate.addEventListener('abort', resolve))
    await route.fulfill({ response })
    answered++
  })
  await more.click()
  await expect(more).toHaveAttribute('aria-disabled', 'true')
  await more.click({ force: true })
  gates[0]?.abort()
  await expect(more).not.toHaveAttribute('aria-disabled', 'true')
  const { hold } = await buyer.call<CurrentHold>('GET', '/api/holds/current')
  expect([asked, hold?.extensionsLeft]).toEqual([1, 1])

  await more.click()
  await expect.poll(() => asked).toBe(2)
  await page
    .getByRole('group', { name: 'When' })
    .getByRole('radio', { name: /^Tomorrow, 5–8 PM/ })
    .check({ force: true })
  await expect(bar).toContainText('Tomorrow, 5–8 PM is kept for you')
  await expect(more).not.toHaveAttribute('aria-disabled', 'true')
  gates[1]?.abort()
  await expect.poll(() => answered).toBe(2)
  // What came with that answer is on screen by the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await expect(bar).toContainText('Tomorrow, 5–8 PM is kept for you')
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
})
