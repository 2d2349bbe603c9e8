import type { Order } from '../../src/contract/order.ts'
import type { AdminProduct } from '../../src/contract/product.ts'
import { holdAnswers } from '../support/hold-answers.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, newCustomer, openBrowser } from '../support/people.ts'

test.describe.configure({ timeout: 180_000 })

test.beforeEach(({ expectedErrors }) => void expectedErrors.push(/409|ERR_FAILED/))

test('[D31] a step is taken back once: after a lost answer the same question is asked again, not one about the step before', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const status = async () => (await meera.call<Order>('GET', `/api/orders/${order._id}`)).status
  for (const to of ['processing', 'shipped']) await meera.call('PATCH', `/api/orders/${order._id}/status`, { status: to })
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  await counter.route(
    `**/api/orders/${order._id}/correct`,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  const detail = counter.locator(`[data-detail="${order._id}"]`)
  await detail.getByRole('button', { name: `Take ${order.number} a step back` }).click()
  const dialog = counter.getByRole('dialog', { name: `Take ${order.number} a step back?` })
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(dialog.getByRole('alert')).toContainText('could not be reached')
  await expect(detail.getByText('Pressed by mistake')).toBeAttached()
  await expect(dialog).toContainText('It becomes “Processing” again')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await status()).toBe('processing')
})

test('a switch in the list of products shows what was pressed, also when the news of it come before the answer', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ stock: 5 })
  const page = await meera.open(`/admin/products?category=${encodeURIComponent(cake.category)}`)
  const line = page.locator(`tr[data-product="${cake._id}"]`)
  const held = await holdAnswers(page, 'PATCH', `**/api/products/${cake._id}`)
  const featured = line.getByRole('switch', { name: /^Featured/ })
  await featured.click()
  await held.done
  // News come in their order: with these, those of the switch are here, too.
  await kitchen.change(await meera.call<AdminProduct>('GET', `/api/admin/products/${cake._id}`), { stock: 8 })
  await expect(line.getByText('8 left')).toBeVisible()
  await expect(featured).toBeChecked()
  held.open()
  await expect(line.locator('[aria-busy]')).toHaveCount(0)
  await expect(featured).toBeChecked()
})

test('a price in the list of products that was just set here is not called somebody else’s', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ stock: 5 })
  const page = await meera.open(`/admin/products?category=${encodeURIComponent(cake.category)}`)
  const line = page.locator(`tr[data-product="${cake._id}"]`)
  const held = await holdAnswers(page, 'PATCH', `**/api/products/${cake._id}`)
  await line.getByRole('button', { name: /^Price of/ }).click()
  await line.getByRole('textbox').fill('455')
  await line.getByRole('textbox').press('Enter')
  await held.done
  await kitchen.change(await meera.call<AdminProduct>('GET', `/api/admin/products/${cake._id}`), { stock: 8 })
  await expect(line.getByText('8 left')).toBeVisible()
  await expect(line.getByText('Somebody just set')).toHaveCount(0)
  held.open()
  await expect(line.getByRole('button', { name: /₹455/ })).toBeVisible()
})

test('what is typed into the settings while they are being saved stays, and is saved by the next press', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  type Settings = { tagline: string; address: string }
  const settings = () => meera.call<Settings>('GET', '/api/admin/settings')
  const { tagline, address } = await settings()
  const page = await meera.open('/admin/settings')
  const held = await holdAnswers(page, 'PATCH', '**/api/admin/settings')
  await page.getByLabel('One line about it').fill('Baked')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await held.done
  await page.getByLabel('One line about it').fill('Baked at dawn')
  await page.getByLabel('Address').fill('9 New Lane, Bengaluru')
  held.open()
  await expect(page.getByRole('button', { name: 'Saving' })).toHaveCount(0)
  await expect(page.getByText('Not saved yet.')).toBeVisible()
  await expect(page.getByLabel('Address')).toHaveValue('9 New Lane, Bengaluru')
  await page.getByLabel('Address').press('Enter')
  await expect.poll(settings).toMatchObject({ tagline: 'Baked at dawn', address: '9 New Lane, Bengaluru' })
  await expect(page.getByText('Not saved yet.')).toHaveCount(0)
  await meera.call('PATCH', '/api/admin/settings', { tagline, address })
})

test('what is typed into one’s own details while they are being saved stays', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  const page = await asha.open('/account')
  const held = await holdAnswers(page, 'PUT', '**/api/auth/me')
  await page.getByLabel('Name').fill('Asha Rao')
  await page.getByRole('button', { name: 'Save' }).click()
  await held.done
  await page.getByLabel('Phone').fill('+91 98300 12345')
  held.open()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Asha Rao')
  await expect(page.getByLabel('Phone')).toHaveValue('+91 98300 12345')
  await page.getByLabel('Phone').press('Enter')
  await expect(page.getByLabel('Phone')).toHaveValue('+919830012345')
})

test('what is written into a review while it is being sent stays, and so does the place in it', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const cake = await (await openKitchen(shop.url)).bake()
  const order = await asha.order(cake._id)
  for (const status of ['processing', 'shipped', 'delivered']) await meera.call('PATCH', `/api/orders/${order._id}/status`, { status })
  const page = await asha.open(`/orders/${order._id}`)
  const form = page.getByRole('form', { name: `Your review of ${cake.name}` })
  const words = form.getByLabel('In your words')
  const held = await holdAnswers(page, 'PUT', '**/review')
  await form.getByRole('radio', { name: '4 stars' }).press('Space')
  await words.fill('Soft')
  await form.getByRole('button', { name: 'Send' }).click()
  await held.done
  await words.fill('Soft as a cloud')
  held.open()
  await expect(form.getByText('Everybody can read it.')).toBeVisible()
  await expect(words).toHaveValue('Soft as a cloud')
  await expect(words).toBeFocused()

  await form.getByRole('button', { name: 'Take it back' }).click()
  await expect(form.getByText(`How was ${cake.name}?`)).toBeVisible()
  await expect(words).toHaveValue('')
  await expect(form.getByRole('button', { name: 'Send' })).toBeVisible()
})
