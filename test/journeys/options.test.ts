import type { Page } from '@playwright/test'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'

const open = async (page: Page, path: string) => {
  await page.goto(path)
  await expect(page.locator('[data-link=live]')).toBeVisible()
}
const option = (name: string, more: object = {}) => ({ name, priceMultiplier: 1, ...more })

test('[D05] an option that runs out while somebody looks is marked with the reason, and their cart says so until it is back', async ({
  page,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const flavors = [option('Vanilla'), option('Mango', { charge: 30 })]
  const cake = await kitchen.bake({ flavors })
  await open(page, `/product/${cake._id}?flavor=Mango`)
  await expect(page.getByRole('radio', { name: /^Mango/ })).toBeChecked()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()

  const without = await kitchen.change(cake, { flavors: [flavors[0], { ...flavors[1], available: false }] })
  await expect(page.getByRole('status').filter({ hasText: 'Mango cannot be had now.' })).toBeVisible()
  const mango = page.getByRole('radio', { name: 'Mango Not to be had now' })
  await expect(mango).toBeDisabled()
  await expect(page.getByRole('radio', { name: /^Vanilla/ })).toBeChecked()

  await page.goto('/cart')
  await expect(page.getByText('Mango cannot be had now.')).toBeVisible()
  await kitchen.change(without, { flavors })
  await expect(page.getByText('Mango cannot be had now.')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Checkout/ })).toBeVisible()
})

test('a design and what goes with it are counted, in the address, in the cart and what is saved is said', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({
    compareAtPrice: 450,
    leadHours: 24,
    allergens: ['milk', 'nuts'],
    designs: [{ name: 'Your photo', charge: 250 }],
    extras: [
      { name: 'Candles', charge: 40 },
      { name: 'Knife', charge: 0 },
    ],
  })
  await open(page, `/product/${cake._id}`)
  await expect(page.getByText('Order a day ahead.')).toBeVisible()
  await expect(page.getByText('Contains milk, nuts.')).toBeVisible()
  await expect(page.getByText('you save ₹50')).toBeVisible()
  await page.getByText('Your photo').click()
  await page.getByText('Candles').click()
  await page.getByText('Knife').click()
  await expect(page.getByText('₹400 + ₹250 Your photo + ₹40 Candles')).toBeVisible()
  await expect(page).toHaveURL(/design=Your\+photo&with=Candles&with=Knife/)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()
  await page.goto('/cart')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  await expect(page.getByText('0.5 kg, Egg, Your photo, Candles, Knife')).toBeVisible()
  await page.getByRole('button', { name: /^Edit/ }).click()
  await page.getByLabel('Design').selectOption('')
  await page.getByLabel('Candles + ₹40').uncheck()
  await page.getByRole('button', { name: 'Save · ₹400 each' }).click()
  await expect(page.getByText('0.5 kg, Egg, Knife')).toBeVisible()
})

test('a cake that waits for its time comes onto an open shelf by itself, and leaves it again', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const { category } = await kitchen.bake({ name: 'There before' })
  const soon = await kitchen.bake({ name: 'Of the season', category, publishAt: '2099-12-01T04:00:00.000Z' })
  await open(page, `/category/${encodeURIComponent(category)}`)
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('button', { name: /new: show/ })).toHaveCount(0)

  const time = new Date(Date.now() + 2000).toISOString()
  await kitchen.change(soon, { publishAt: time })
  await page.getByRole('button', { name: '1 new: show' }).click()
  await expect(page.getByRole('heading', { name: 'Of the season' })).toBeVisible()

  const shown = (await (await page.request.get(`/api/products/${soon._id}`)).json()) as typeof soon
  await kitchen.change(shown, { unpublishAt: new Date(Date.now() + 2000).toISOString() })
  await expect(page.getByRole('heading', { name: 'Of the season' })).toHaveCount(0)
})
