import type { Browser, Page } from '@playwright/test'
import type { Mode, Slot, SlotGrid } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, type Person } from '../support/people.ts'

const tracker = /\/orders\/[0-9a-f]{24}$/
const EVENING = 'Tomorrow, 5–8 PM'

const times = (page: Page) => page.getByRole('group', { name: 'When' })
const chosen = (page: Page) => times(page).getByRole('radio', { checked: true })
const timer = (page: Page) => page.getByRole('timer')
const placeButton = (page: Page) => page.getByRole('button', { name: /^Place order/ })
const lost = (page: Page, time: string) => page.getByRole('alert').filter({ hasText: `${time} cannot be had.` })
const ordersOf = (person: Person) => person.call<Order[]>('GET', '/api/orders')

const choose = (page: Page, name: string | RegExp) => times(page).getByRole('radio', { name }).last().check({ force: true })

async function standAtCheckout(person: Person, url: string): Promise<Page> {
  const cake = await (await openKitchen(url)).bake()
  await person.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  const page = await person.open('/checkout')
  await page.getByLabel('Pincode').fill('560038')
  await page.getByLabel('Delivery address').fill('402, Palm Grove Apartments, 12th Main')
  await page.getByLabel('Phone').fill('+91 98450 11723')
  await expect(timer(page)).toBeVisible()
  return page
}

/** Times that no other journey knows of: the last weekday that a checkout shows. */
async function ownTimes(browser: Browser, url: string) {
  const owner = await openBrowser(browser, url, demoUser('meera'))
  const { days } = await owner.call<SlotGrid>('GET', '/api/slots?mode=pickup&days=14')
  const weekday = new Date(`${days.at(-1)?.day}T12:00Z`).getUTCDay() || 7
  const fields = { starts: '06:15', ends: '07:45', weekdays: [weekday], capacity: 400 }
  const made: Slot[] = []
  const retire = async ({ _id, version, ...slot }: Slot) =>
    void (await owner.call('PUT', `/api/admin/slots/${_id}`, { ...slot, active: false }))
  return {
    name: /6:15–7:45 AM/,
    offer: async (mode: Mode) => {
      const slot = await owner.call<Slot>('POST', '/api/admin/slots', { ...fields, mode })
      made.push(slot)
      return slot
    },
    retire,
    [Symbol.asyncDispose]: async () => {
      for (const slot of made) await retire(slot)
      await owner[Symbol.asyncDispose]()
    },
  }
}

test('a time that was chosen for delivery is the same for pick-up where there is one, else the buyer is asked, and it is there again on the way back', async ({
  browser,
  shop,
}) => {
  await using own = await ownTimes(browser, shop.url)
  await own.offer('delivery')
  await own.offer('pickup')
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await standAtCheckout(buyer, shop.url)
  await choose(page, own.name)
  await expect(chosen(page)).toHaveAccessibleName(/6:15–7:45 AM, kept for you/)
  await page.getByText('I pick it up').click()
  await expect(
    times(page)
      .getByRole('radio', { name: /1–5 PM/ })
      .first(),
  ).toBeAttached()
  await expect(chosen(page)).toHaveAccessibleName(/6:15–7:45 AM, kept for you/)

  await page.getByText('To a door').click()
  await choose(page, EVENING)
  await expect(chosen(page)).toHaveAccessibleName(`${EVENING}, kept for you`)
  await page.getByText('I pick it up').click()
  await expect(lost(page, EVENING)).toBeVisible()
  await expect(chosen(page)).toHaveCount(0)
  await placeButton(page).click()
  await expect(lost(page, EVENING).getByRole('button', { name: /^Take / })).toBeFocused()
  expect(await ordersOf(buyer)).toEqual([])

  await page.getByText('To a door').click()
  await expect(chosen(page)).toHaveAccessibleName(`${EVENING}, kept for you`)
  await expect(lost(page, EVENING)).toHaveCount(0)
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(buyer)).toMatchObject([{ mode: 'delivery', slot: { starts: '17:00', ends: '20:00' } }])
})

test('a chosen time that the owner takes away is not replaced without a word, also not after a reload', async ({ browser, shop }) => {
  await using own = await ownTimes(browser, shop.url)
  const slot = await own.offer('delivery')
  await using buyer = await openBrowser(browser, shop.url, null)
  const page = await standAtCheckout(buyer, shop.url)
  await choose(page, own.name)
  await expect(chosen(page)).toHaveAccessibleName(/6:15–7:45 AM, kept for you/)
  await own.retire(slot)
  const gone = lost(page, '6:15–7:45 AM')
  await expect(gone).toBeVisible()
  await expect(timer(page)).toHaveCount(0)
  await page.reload()
  await expect(gone).toBeVisible()
  await placeButton(page).click()
  await expect(gone.getByRole('button', { name: /^Take / })).toBeFocused()
  expect(await ordersOf(buyer)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(timer(page)).toBeVisible()
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
})
