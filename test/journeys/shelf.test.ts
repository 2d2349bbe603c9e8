import type { Page } from '@playwright/test'
import { holdNextPage } from '../support/hold-next-page.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { stopClock } from '../support/stop-clock.ts'

/** From here on what the kitchen does reaches the page. */
const open = async (page: Page, path: string) => {
  await page.goto(path)
  await expect(page.locator('[data-link=live]')).toBeVisible()
}

test('a cake on the shelf shows its new price, name and count at once, and leaves when it is taken away', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await open(page, `/category/${encodeURIComponent(cake.category)}`)
  const card = page.getByRole('article')
  await expect(card).toContainText('₹400')

  const dearer = await kitchen.change(cake, { basePrice: 425 })
  await expect(card).toContainText('₹425')
  const few = await kitchen.change(dearer, { stock: 3, name: 'Truffle of the day' })
  await expect(card).toContainText('3 left')
  await expect(card.getByRole('heading')).toContainText('Truffle of the day')
  const none = await kitchen.change(few, { stock: 0 })
  await expect(card).toContainText('Sold out')

  await kitchen.remove(none)
  await expect(card).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
})

test('[B11] new cakes wait above the list until somebody asks for them, and only those that fit it', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category } = await kitchen.bake({ name: 'The first' })
  await open(page, `/category/${encodeURIComponent(category)}?maxPrice=450`)
  await kitchen.bake({ name: 'Elsewhere' })
  await kitchen.bake({ name: 'Too dear', category, basePrice: 900 })
  await kitchen.bake({ name: 'The second', category })
  const third = await kitchen.bake({ name: 'The third', category })
  const chip = page.getByRole('button', { name: '2 new: show' })
  await expect(chip).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(1)

  await kitchen.remove(third)
  await page.getByRole('button', { name: '1 new: show' }).click()
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('heading', { name: 'The second' })).toBeVisible()
  await expect(page.getByRole('button', { name: /new: show/ })).toHaveCount(0)
})

test('new cakes of one list do not wait above another', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category } = await kitchen.bake()
  const elsewhere = await kitchen.bake()
  await open(page, `/category/${encodeURIComponent(category)}`)
  const chip = page.getByRole('button', { name: '1 new: show' })
  await kitchen.bake({ category })
  await expect(chip).toBeVisible()
  await page.getByRole('complementary', { name: 'Filters' }).getByText('Eggless').click()
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(chip).toHaveCount(0)

  await kitchen.bake({ category })
  await expect(chip).toBeVisible()
  await page.getByRole('contentinfo').getByRole('link', { name: elsewhere.category }).click()
  await expect(page.getByRole('heading', { level: 1, name: elsewhere.category })).toBeVisible()
  await expect(chip).toHaveCount(0)
})

test('filters are in the address: a link opens the list as it was, and back leads to it', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category } = await kitchen.bake({ name: 'With egg', eggOptions: [{ name: 'Egg', priceMultiplier: 1 }] })
  await kitchen.bake({ name: 'Without', category })
  await open(page, `/category/${encodeURIComponent(category)}`)
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('complementary', { name: 'Filters' }).getByText('Eggless').click()
  await expect(page).toHaveURL(/egg=eggless/)
  await expect(page.getByRole('article')).toHaveCount(1)
  await page.getByRole('link', { name: 'Without' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Without' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/egg=eggless/)
  await expect(page.getByRole('article')).toHaveCount(1)
})

test('filters pressed while the list of the one before is on its way are all on, and one pressed twice is off', async ({ page, shop }) => {
  const { category } = await (await openKitchen(shop.url)).bake()
  await open(page, `/category/${encodeURIComponent(category)}`)
  const panel = page.getByRole('complementary', { name: 'Filters' })
  const held = await holdNextPage(page)
  await panel.getByText('0.5 kg').click()
  await held.asked
  await panel.getByText('1 kg').click()
  await panel.getByText('Eggless').click()
  await panel.getByText('0.5 kg').click()
  held.open()
  await expect(page).toHaveURL(/\?egg=eggless&size=1\+kg$/)
  await expect(panel.getByRole('checkbox', { name: '0.5 kg' })).not.toBeChecked()
  await expect(panel.getByRole('checkbox', { name: '1 kg' })).toBeChecked()
})

test('more of a list is more of the one that was just asked for', async ({ page }) => {
  await open(page, '/search')
  await page.getByRole('button', { name: 'Show more' }).evaluate((more: HTMLElement) => {
    const box = [...document.querySelectorAll('aside label')].find((label) => label.textContent?.startsWith('0.5 kg'))
    for (const each of [box, more]) if (each instanceof HTMLElement) each.click()
  })
  await expect(page).toHaveURL(/\?size=0\.5\+kg&show=48$/)
})

test('the day of a list is typed by keyboard, and taken out again', async ({ page, shop }) => {
  const { category } = await (await openKitchen(shop.url)).bake()
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const [year = '', month = '', date = ''] = day.split('-')
  await page.clock.install()
  await open(page, `/category/${encodeURIComponent(category)}`)
  const field = page.getByRole('complementary', { name: 'Filters' }).getByLabel('Can be there on')
  await stopClock(page)
  await field.focus()
  for (const key of [...month, ...date, ...year]) {
    await page.keyboard.press(key)
    await page.clock.fastForward(1000)
  }
  await expect(page).toHaveURL(`/category/${encodeURIComponent(category)}?on=${day}`)
  await expect(field).toHaveValue(day)

  // Half a date is none yet, and no wish to be rid of it.
  await page.keyboard.press('Backspace')
  await page.clock.fastForward(1000)
  await field.blur()
  await expect(field).toHaveValue(day)
  await expect(page).toHaveURL(new RegExp(`on=${day}`))
  await field.fill('')
  await page.clock.fastForward(1000)
  await expect(page).toHaveURL(`/category/${encodeURIComponent(category)}`)
  await page.goBack()
  await field.blur()
  await expect(field).toHaveValue(day)
})

test('[D22] a price that changes while somebody chooses is said, old and new, for the cake as it is chosen', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await open(page, `/product/${cake._id}?size=1+kg&egg=Eggless`)
  await expect(page.getByText('₹836', { exact: true })).toBeVisible()
  await kitchen.change(cake, { basePrice: 500 })
  const note = page.getByRole('status').filter({ hasText: 'The price changed while you were here.' })
  await expect(note).toContainText('₹836')
  await expect(note).toContainText('₹1,045')
  await note.getByRole('button', { name: 'OK' }).click()
  await expect(note).toHaveCount(0)
})

test('a cake that leaves the shelf while it is open says so and cannot be ordered, until it is back', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await open(page, `/product/${cake._id}`)
  const hidden = await kitchen.change(cake, { available: false })
  await expect(page.getByText('This cake was taken off the shelf just now.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Off the shelf' })).toBeDisabled()
  await kitchen.change(hidden, { available: true })
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled()
})

test('what is chosen is drawn, counted and in the address, and lies in the cart of somebody without an account', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await open(page, `/product/${cake._id}`)
  await page.getByText('1 kg', { exact: true }).click()
  await page.getByLabel('Message on the cake').fill('मीरा 👩‍🍳')
  await expect(page.getByText('4 / 40')).toBeVisible()
  await expect(page.getByRole('img', { name: /1 kg.*with “मीरा 👩‍🍳” on it/ })).toBeVisible()
  await expect(page).toHaveURL(/size=1\+kg&egg=|size=1\+kg&message=/)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('button', { name: 'In your cart' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()
})

test('a list shows what can still be there on a day, and the day is in its address', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category, name } = await kitchen.bake()
  const slow = await kitchen.bake({ category, leadHours: 200 })
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await open(page, `/category/${encodeURIComponent(category)}`)
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('complementary', { name: 'Filters' }).getByLabel('Can be there on').fill(day)
  await expect(page).toHaveURL(new RegExp(`on=${day}`))
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await page.getByRole('button', { name: /^Take away On / }).click()
  await expect(page.getByRole('heading', { name: slow.name })).toBeVisible()
})
