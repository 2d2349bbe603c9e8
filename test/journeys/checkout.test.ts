import { randomBytes } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import type { Hold, SlotGrid } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import type { AdminProduct } from '../../src/contract/product.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { openBrowser, type Person, untilLive } from '../support/people.ts'
import { SIZES } from '../support/sizes.ts'
import { sleep } from '../support/sleep.ts'
import { untilStill } from '../support/still.ts'

const PINCODE = '560038'
const ADDRESS = '402, Palm Grove Apartments, 12th Main'
const tracker = /\/orders\/[0-9a-f]{24}$/
const PHONE_SCREEN = { width: 390, height: 844 }

const newPhone = () => `+91 9${String(randomBytes(4).readUInt32BE() % 1_000_000_000).padStart(9, '0')}`
const times = (page: Page) => page.getByRole('group', { name: 'When' })
const chosen = (page: Page) => times(page).getByRole('radio', { checked: true })
const timer = (page: Page) => page.getByRole('timer')
const placeButton = (page: Page) => page.getByRole('button', { name: /^Place order/ })

/** Somebody with this cake in the cart, who stands at checkout with everything typed but the time. */
async function standAtCheckout(person: Person, cake: AdminProduct): Promise<Page> {
  await person.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  const page = await person.open('/checkout')
  await type(page)
  return page
}

async function type(page: Page): Promise<void> {
  await page.getByLabel('Pincode').fill(PINCODE)
  await page.getByLabel('Delivery address').fill(ADDRESS)
  await page.getByLabel('Phone').fill(newPhone())
  await expect(timer(page)).toBeVisible()
}

const guest = (browser: Browser, url: string) => openBrowser(browser, url, null)
const gridOf = (person: Person) => person.call<SlotGrid>('GET', `/api/slots?mode=delivery&pincode=${PINCODE}&days=14`)
const ordersOf = (person: Person) => person.call<Order[]>('GET', '/api/orders')

test('[D06] on a phone a guest orders a cake as a gift, for a time, with a coupon', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ basePrice: 600 })
  await page.setViewportSize(PHONE_SCREEN)
  await page.goto(`/product/${cake._id}?message=Happy+%3Cb%3EMeera`)
  await untilLive(page)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'See your cart' }).click()
  await page.getByRole('link', { name: /^Checkout/ }).click()
  await expect(page.getByText('“Happy <b>Meera”')).toBeVisible()
  await type(page)
  await expect(page.getByText(/Bengaluru: delivery ₹50/)).toBeVisible()
  await times(page)
    .getByRole('radio', { name: /^Tomorrow, 11 AM–2 PM/ })
    .check({ force: true })
  await expect(chosen(page)).toHaveAccessibleName('Tomorrow, 11 AM–2 PM, kept for you')

  await page.getByLabel('Coupon').fill('no such')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('NOSUCH: There is no such coupon.')).toBeVisible()
  await page.getByLabel('Coupon').fill('welcome10')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('WELCOME10: ₹60 off')).toBeVisible()
  await page.getByRole('switch', { name: /It is a gift/ }).click()
  await page.getByLabel('Their name').fill('Meera Menon')
  await expect(page.getByText('of which GST')).toBeVisible()
  await page.getByRole('button', { name: 'Place order · ₹540' }).click()
  await expect(page).toHaveURL(tracker)
  const [order] = (await (await page.request.get('/api/orders')).json()) as Order[]
  expect(order).toMatchObject({ totalPrice: 540, discount: 60, coupon: 'WELCOME10', pincode: PINCODE, mode: 'delivery' })
  expect(order?.recipient).toEqual({ name: 'Meera Menon', phone: '' })
  expect(order?.slot).toMatchObject({ starts: '11:00', ends: '14:00' })
  expect(order?.items[0]?.message).toBe('Happy <b>Meera')
})

test('[D09] of two customers for the last place one has it; the other is offered the nearest, loses nothing and orders', async ({
  browser,
  shop,
}) => {
  await using first = await guest(browser, shop.url)
  await using second = await guest(browser, shop.url)
  const kitchen = await openKitchen(shop.url)
  // Larger than half of the late evening's twelve points: there is room for one.
  const cake = await kitchen.bake({ points: 7 })
  const late = / 8–10 PM/
  const one = await standAtCheckout(first, cake)
  const other = await standAtCheckout(second, cake)
  await expect(times(other).getByRole('radio', { name: late }).last()).toBeEnabled()
  await times(one).getByRole('radio', { name: late }).last().check({ force: true })
  await expect(chosen(one)).toHaveAccessibleName(/8–10 PM, kept for you/)
  await expect(times(other).getByRole('radio', { name: late }).last()).toHaveAccessibleName(/8–10 PM, full/)
  await expect(times(other).getByRole('radio', { name: late }).last()).toBeDisabled()

  // Now a screen that did not hear of it in time.
  const { days } = await gridOf(first)
  const taken = days.flatMap(({ slots }) => slots).findLast(({ starts }) => starts === '20:00')
  await other.route('**/api/slots?*', (route) => route.abort())
  await other.evaluate(
    ({ slot, place }) =>
      window.sessionStorage.setItem(place, JSON.stringify({ ...JSON.parse(window.sessionStorage.getItem(place) ?? '{}'), slot })),
    {
      slot: `${taken?.slotId} ${taken?.day}`,
      place: 'cakewire.checkout',
    },
  )
  await other.unroute('**/api/slots?*')
  await other.reload()
  await untilLive(other)
  const lost = other.getByRole('alert').filter({ hasText: '8–10 PM has just been taken.' })
  await expect(lost).toBeVisible()
  await expect(other.getByLabel('Delivery address')).toHaveValue(ADDRESS)
  await lost.getByRole('button', { name: /^Take / }).click()
  await expect(lost).toHaveCount(0)
  await expect(timer(other)).toBeVisible()
  await placeButton(other).click()
  await expect(other).toHaveURL(tracker)
  await placeButton(one).click()
  await expect(one).toHaveURL(tracker)
  const [[won], [had]] = [await ordersOf(first), await ordersOf(second)]
  expect(won?.slot?.starts).toBe('20:00')
  expect(had?.slot?.starts).not.toBe('20:00')
})

test('what is kept counts down by the server’s clock, can be kept longer, and its end loses nothing', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const kitchen = await openKitchen(shop.url)
  // A browser whose clock is three hours ahead.
  await buyer.context.addInitScript(() => {
    const real = Date.now
    Date.now = () => real() + 3 * 3_600_000
  })
  const page = await standAtCheckout(buyer, await kitchen.bake())
  await expect(timer(page)).toHaveText(/^(10:00|9:\d\d)$/)
  await page.getByRole('button', { name: 'More time' }).click()
  await page.getByRole('button', { name: 'More time' }).click()
  await expect(page.getByRole('button', { name: 'More time' })).toHaveCount(0)
  const { hold } = await buyer.call<{ hold: Hold }>('GET', '/api/holds/current')
  expect(hold.extensionsLeft).toBe(0)

  await page.reload()
  await expect(timer(page)).toBeVisible()
  expect((await buyer.call<{ hold: Hold }>('GET', '/api/holds/current')).hold._id).toBe(hold._id)

  // Gone without this screen's doing: the shop says so when it is ordered.
  await buyer.context.request.delete(`/api/holds/${hold._id}`, { headers: { origin: shop.url } })
  await placeButton(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'The minutes are over.' })).toBeVisible()
  await expect(page.getByLabel('Delivery address')).toHaveValue(ADDRESS)
  await page.getByRole('button', { name: 'Keep it again' }).click()
  await expect(timer(page)).toBeVisible()
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
})

test('minutes that run out by the clock take the timer away and lose nothing; the time is kept again and ordered', async ({
  browser,
  shop,
}) => {
  await using buyer = await guest(browser, shop.url)
  const cake = await (await openKitchen(shop.url)).bake()
  await buyer.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  const page = await buyer.context.newPage()
  await page.clock.install()
  await page.goto('/checkout')
  await untilLive(page)
  await type(page)
  const { hold } = await buyer.call<{ hold: Hold }>('GET', '/api/holds/current')
  await page.clock.fastForward('09:00')
  await expect(timer(page)).toHaveText(/^(1:00|0:\d\d)$/)
  await page.clock.fastForward('01:10')
  await expect(page.getByRole('status').filter({ hasText: 'The minutes are over.' })).toBeVisible()
  await expect(timer(page)).toHaveCount(0)
  await expect(page.getByLabel('Delivery address')).toHaveValue(ADDRESS)
  await page.getByRole('button', { name: 'Keep it again' }).click()
  await expect(timer(page)).toHaveText(/^(10:00|9:\d\d)$/)
  expect((await buyer.call<{ hold: Hold }>('GET', '/api/holds/current')).hold._id).not.toBe(hold._id)
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
})

test('minutes that run out while the device sleeps are over when it wakes', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const page = await standAtCheckout(buyer, await (await openKitchen(shop.url)).bake())
  await sleep(page, 15 * 60_000)
  await expect(page.getByRole('status').filter({ hasText: 'The minutes are over.' })).toBeVisible()
  await expect(timer(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Keep it again' }).click()
  await expect(timer(page)).toHaveText(/^(10:00|9:\d\d)$/)
})

test('[D22] a price that changes while a time is kept and a coupon holds is asked again', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ basePrice: 600 })
  const page = await standAtCheckout(buyer, cake)
  await page.getByLabel('Coupon').fill('FREEDEL')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('FREEDEL: delivery is free')).toBeVisible()
  await kitchen.change(cake, { basePrice: 650 })
  const note = page.getByRole('alert').filter({ hasText: 'The total changed while you were here.' })
  await expect(note).toContainText('It was ₹600, now it is ₹650')
  await note.getByRole('button', { name: 'OK, ₹650' }).click()
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(buyer)).toMatchObject([{ totalPrice: 650, coupon: 'FREEDEL', deliveryFee: 0 }])
})

test('[D09] where the shop does not deliver pick-up is offered, and nobody asks for an address then', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const kitchen = await openKitchen(shop.url)
  await buyer.call('POST', '/api/cart/add', { productId: (await kitchen.bake())._id, quantity: 1 })
  const page = await buyer.open('/checkout')
  await page.getByLabel('Phone').fill('+91 98450 11723')
  await page.getByLabel('Pincode').fill('400001')
  const kind = page.getByRole('status').filter({ hasText: 'We do not come to 400001 yet.' })
  await kind.getByRole('button', { name: 'I pick it up' }).click()
  await expect(page.getByLabel('Delivery address')).toHaveCount(0)
  await expect(timer(page)).toBeVisible()
  await page.getByRole('button', { name: 'Place order · ₹400' }).click()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(buyer)).toMatchObject([{ mode: 'pickup', deliveryFee: 0, totalPrice: 400 }])
})

test('what was typed and chosen outlives a reload of the page', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const page = await standAtCheckout(buyer, await (await openKitchen(shop.url)).bake())
  await times(page)
    .getByRole('radio', { name: /^Tomorrow, 5–8 PM/ })
    .check({ force: true })
  await expect(chosen(page)).toHaveAccessibleName('Tomorrow, 5–8 PM, kept for you')
  await page.getByRole('switch', { name: /It is a gift/ }).click()
  await page.getByLabel('Their name').fill('Meera')
  await page.getByLabel('Coupon').fill('FREEDEL')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.reload()
  await untilLive(page)
  await expect(page.getByLabel('Delivery address')).toHaveValue(ADDRESS)
  await expect(page.getByLabel('Their name')).toHaveValue('Meera')
  await expect(page.getByText('FREEDEL: delivery is free')).toBeVisible()
  await expect(chosen(page)).toHaveAccessibleName('Tomorrow, 5–8 PM, kept for you')
})

test('with the keyboard alone a time is chosen by the arrows and the order placed', async ({ browser, shop }) => {
  await using buyer = await guest(browser, shop.url)
  const page = await standAtCheckout(buyer, await (await openKitchen(shop.url)).bake())
  const before = (await chosen(page).getAttribute('data-place')) ?? ''
  await page.getByLabel('Delivery address').focus()
  await page.keyboard.press('Tab')
  await expect(chosen(page)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(chosen(page)).not.toHaveAttribute('data-place', before)
  await expect(chosen(page)).toBeFocused()
  await expect(chosen(page)).toHaveAccessibleName(/kept for you$/)
  const place = await chosen(page).getAttribute('data-place')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await expect(chosen(page)).toHaveAttribute('data-place', place ?? '')
  await page.getByLabel('Phone').press('Enter')
  await expect(page).toHaveURL(tracker)
})

for (const [screen, viewport] of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`checkout with its times can be used by everybody (axe, ${colorScheme}, ${screen})`, async ({ browser, shop }) => {
      await using buyer = await guest(browser, shop.url)
      const page = await standAtCheckout(buyer, await (await openKitchen(shop.url)).bake({ basePrice: 600 }))
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.getByRole('switch', { name: /It is a gift/ }).click()
      await untilStill(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
    })
  }
}
