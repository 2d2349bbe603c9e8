import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser } from '../support/people.ts'

test.describe.configure({ timeout: 180_000 })

test('a category that staff rename, order or hide is so at once in the menus, on the home page and under its own address', async ({
  browser,
  page,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ name: 'Of the house' })
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const counter = await meera.open('/admin/categories')
  const shelf = await page.context().newPage()
  for (const [tab, path] of [
    [page, '/'],
    [shelf, `/category/${encodeURIComponent(cake.category)}`],
  ] as const) {
    await tab.goto(path)
    await expect(tab.locator('[data-link=live]')).toBeVisible()
  }
  const names = page.locator('footer li a[href^="/category/"]')
  const tiles = page.getByRole('region', { name: 'What are we celebrating?' }).getByRole('heading', { level: 3 })
  await expect(names.last()).toHaveText(cake.category)

  await counter.getByRole('button', { name: `Edit ${cake.category}` }).click()
  await counter.getByLabel('Name', { exact: true }).fill('House cakes')
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(names.last()).toHaveText('House cakes')
  await expect(tiles.last()).toHaveText('House cakes')
  await expect(shelf).toHaveURL(/\/category\/House%20cakes$/)
  await expect(shelf.getByRole('heading', { level: 1, name: 'House cakes' })).toBeVisible()
  await expect(shelf.getByRole('article')).toHaveCount(1)

  await counter.getByRole('button', { name: 'Move House cakes up' }).click()
  await expect(names.last()).not.toHaveText('House cakes')
  await expect(tiles.last()).not.toHaveText('House cakes')
  await counter.getByRole('button', { name: 'Edit House cakes' }).click()
  await counter.getByText('In the menus and on the home page').click()
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(names.filter({ hasText: 'House cakes' })).toHaveCount(0)
  await expect(tiles.filter({ hasText: 'House cakes' })).toHaveCount(0)
})

test('only an empty category can be deleted', async ({ browser, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const counter = await meera.open('/admin/categories')
  await expect(counter.getByRole('button', { name: `Delete ${cake.category}: it holds 1 product` })).toBeDisabled()
  await counter.getByRole('button', { name: 'New category' }).click()
  await counter.getByLabel('Name', { exact: true }).fill('Empty so far')
  await counter.getByRole('button', { name: 'Save' }).click()
  const made = counter.getByRole('listitem').filter({ hasText: 'Empty so far' })
  await expect(made).toContainText('0 products')
  await made.getByRole('button', { name: 'Delete Empty so far' }).click()
  await expect(made).toHaveCount(0)
})
