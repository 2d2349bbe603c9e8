import type { Page } from '@playwright/test'
import type { AdminMenu } from '../../src/contract/menu.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, type Person } from '../support/people.ts'

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

type Given = Partial<AdminMenu['categories'][number]>

const keyOf = (_id: string | undefined) => (_id === undefined ? {} : { _id })

/** A colleague saves the menu while it is being edited here. `change` null: the category is deleted. */
async function meanwhile(colleague: Person, name: string, change: Given | null, others: readonly Given[] = []): Promise<void> {
  const { version, categories } = await colleague.call<AdminMenu>('GET', '/api/admin/categories')
  const after = categories.flatMap((category) => (category.name === name ? (change === null ? [] : { ...category, ...change }) : category))
  const sent = [...after, ...others].map(({ _id, name, description, hidden, subcategories = [] }) => ({
    ...keyOf(_id),
    name,
    description,
    hidden,
    subcategories: subcategories.map((sub) => ({ ...keyOf(sub._id), name: sub.name })),
  }))
  await colleague.call('PUT', '/api/admin/categories', { version, categories: sent })
}

async function edit(counter: Page, name: string) {
  await counter.getByRole('button', { name: `Edit ${name}`, exact: true }).click()
  return counter.getByRole('dialog', { name: `Edit ${name}`, exact: true })
}

test('[F33] two people edit one category: what only one of them changed is kept, what both changed is said before it is replaced', async ({
  browser,
  shop,
}) => {
  const { category } = await (await openKitchen(shop.url)).bake()
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  const saved = async () => (await meera.call<AdminMenu>('GET', '/api/admin/categories')).categories.find(({ _id }) => _id === id)
  const id = (await meera.call<AdminMenu>('GET', '/api/admin/categories')).categories.find(({ name }) => name === category)?._id
  const counter = await meera.open('/admin/categories')
  const row = (name: string) => counter.locator('li h2', { hasText: name })

  const first = await edit(counter, category)
  await first.getByLabel('Description').fill('As Meera wants it')
  await meanwhile(leela, category, { name: `${category} of Leela`, hidden: true })
  await expect(row(`${category} of Leela`)).toBeAttached()
  await first.getByRole('button', { name: 'Save' }).click()
  await expect(first).toHaveCount(0)
  expect(await saved()).toMatchObject({ name: `${category} of Leela`, hidden: true, description: 'As Meera wants it' })

  const second = await edit(counter, `${category} of Leela`)
  await second.getByLabel('Name', { exact: true }).fill(`${category} of Meera`)
  await meanwhile(leela, `${category} of Leela`, { name: `${category} anew`, description: 'As Leela wants it' })
  await expect(row(`${category} anew`)).toBeAttached()
  await expect(counter.getByLabel('Description')).toHaveValue('As Leela wants it')
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(counter.getByRole('alert')).toContainText(`“${category} anew”`)
  await expect(counter.getByLabel('Name', { exact: true })).toHaveValue(`${category} of Meera`)
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(row(`${category} of Meera`)).toBeVisible()
  expect(await saved()).toMatchObject({ name: `${category} of Meera`, hidden: true, description: 'As Leela wants it' })
})

test('who edits a category that is deleted meanwhile is told so before it is made anew, and so is who is overtaken on the way', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  const name = `Passing ${Date.now()}`
  await meanwhile(leela, '', {}, [{ name, description: '', hidden: false }])
  const counter = await meera.open('/admin/categories')
  const row = counter.locator('li h2', { hasText: name })
  const alert = counter.getByRole('dialog').getByRole('alert')

  await edit(counter, name)
  await counter.getByLabel('Description').fill('Still wanted')
  await meanwhile(leela, name, null)
  await expect(row).not.toBeAttached()
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(alert).toContainText('Somebody deleted it meanwhile')
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(row).toBeVisible()

  await edit(counter, name)
  await counter.getByLabel('Description').fill('In time')
  await counter.route(
    '**/api/admin/categories',
    async (route) => {
      await meanwhile(leela, name, { description: 'Faster' })
      await route.continue()
    },
    { times: 1 },
  )
  await counter.getByRole('button', { name: 'Save' }).click()
  await expect(alert).toContainText('“Faster”')
  await expect(counter.getByLabel('Description')).toHaveValue('In time')
  await counter.getByRole('button', { name: 'Save again' }).click()
  await expect(counter.getByRole('dialog')).toHaveCount(0)
  await expect(counter.getByRole('listitem').filter({ hasText: name })).toContainText('In time')
})
