import type { OwnReview } from '../../src/contract/review.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser } from '../support/people.ts'
import { reachForUndo } from '../support/undo.ts'

test.describe.configure({ timeout: 180_000 })

test('who had a cake delivered reviews it, an open product page shows it, staff hide it and take that back', async ({ browser, shop }) => {
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  await using ravi = await openBrowser(browser, shop.url, demoUser('ravi'))
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const cake = await (await openKitchen(shop.url)).bake({ name: 'Reviewed cake' })
  const order = await asha.order(cake._id)
  const tracker = await asha.open(`/orders/${order._id}`)
  const visitors = await ravi.open(`/product/${cake._id}`)
  const form = tracker.getByRole('form', { name: 'Your review of Reviewed cake' })
  await expect(form).toHaveCount(0)
  for (const status of ['processing', 'shipped', 'delivered']) await meera.call('PATCH', `/api/orders/${order._id}/status`, { status })

  // By the keyboard alone.
  await form.getByRole('radio', { name: '1 star' }).focus()
  for (let i = 0; i < 3; i++) await tracker.keyboard.press('ArrowRight')
  await form.getByLabel('In your words').fill('Soft as a cloud')
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByText('Everybody can read it.')).toBeVisible()

  const section = visitors.getByRole('region', { name: 'Buyers say' })
  await expect(section.getByText('Soft as a cloud')).toBeVisible()
  await expect(section.getByText('4.0')).toBeVisible()
  await expect(visitors.getByRole('form', { name: /Your review/ })).toHaveCount(0)

  const counter = await meera.open('/admin/reviews')
  const row = counter.locator('[data-review]').filter({ hasText: 'Soft as a cloud' })
  await row.getByRole('button', { name: 'Hide' }).click()
  const dialog = counter.getByRole('dialog', { name: /Hide this review/ })
  await dialog.getByLabel('Reason').fill('By mistake')
  await dialog.getByRole('button', { name: 'Hide it' }).click()
  const undo = await reachForUndo(counter)
  await expect(section.getByText('Soft as a cloud')).toBeHidden()
  await expect(row.getByText('Hidden because: By mistake')).toBeVisible()
  await undo.click()
  await expect(section.getByText('Soft as a cloud')).toBeVisible()

  await form.getByRole('button', { name: 'Take it back' }).click()
  await expect(section.getByText('Nobody has written about this one yet.')).toBeVisible()
})

test('what waits above the reviews is what that view would show, and is forgotten with the view', async ({ browser, shop }) => {
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const receive = async () => {
    const cake = await kitchen.bake()
    const order = await asha.order(cake._id)
    for (const status of ['processing', 'shipped', 'delivered']) await meera.call('PATCH', `/api/orders/${order._id}/status`, { status })
    return cake
  }
  const [kept, taken] = [await receive(), await receive()]
  const counter = await meera.open('/admin/reviews?state=hidden')
  const write = (cake: { _id: string }) => asha.call<OwnReview>('PUT', `/api/products/${cake._id}/review`, { rating: 4, comment: cake._id })
  await write(kept)
  const { _id } = await write(taken)
  await meera.call('PATCH', `/api/admin/reviews/${_id}`, { state: 'hidden', reason: 'Not of this cake' })
  const chip = counter.getByRole('button', { name: /new: show/ })
  await expect(chip).toHaveText('1 new: show')
  await counter.getByRole('link', { name: 'Waiting' }).click()
  await expect(counter).toHaveURL(/state=waiting/)
  await expect(chip).toHaveCount(0)

  await counter.getByRole('link', { name: 'All' }).click()
  await expect(counter.getByText(kept._id)).toBeVisible()
  await expect(counter.getByText(taken._id)).toBeVisible()
})
