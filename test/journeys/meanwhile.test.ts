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
