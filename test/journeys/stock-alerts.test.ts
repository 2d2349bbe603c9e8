import type { Page } from '@playwright/test'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, newCustomer, openBrowser, type Person } from '../support/people.ts'

const tellMe = (page: Page, name: string) => page.getByRole('button', { name: `Tell me when it is back (${name})` })
const doNot = (page: Page, name: string) => page.getByRole('button', { name: `Do not tell me (${name})` })

/** As it is said on whatever page they are, and kept. */
async function isTold(page: Page, name: string) {
  const toast = page.locator('[data-sonner-toast]').filter({ hasText: `${name} is back` })
  // It stays for as long as a pointer lies on it.
  await toast.getByRole('button', { name: 'See' }).hover()
  await expect(toast).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'Notifications, 1 unread' })).toBeVisible()
  await toast.getByRole('button', { name: 'See' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled()
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: `${name} is back` })).toHaveCount(1)
}

test('[F73] who wants to be told of a sold-out cake is told where they are, without a reload, when the owner makes more', async ({
  browser,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ stock: 0 })
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha: Person = await newCustomer(browser, shop.url)
  await using guest: Person = await openBrowser(browser, shop.url, null)
  const counter = await owner.open(`/admin/products?search=${encodeURIComponent(cake.name)}`)
  const row = counter.getByRole('row').filter({ hasText: cake.name })
  await expect(row).toContainText('Sold out')

  // A customer on the product's page, seen on their other device too; undone and wanted again.
  const page = await asha.open(`/product/${cake._id}`)
  const phone = await asha.open(`/category/${encodeURIComponent(cake.category)}`)
  await tellMe(page, cake.name).click()
  await expect(doNot(phone, cake.name)).toBeVisible()
  await expect(row).toContainText('1 waits for it')
  await doNot(phone, cake.name).click()
  await expect(row).not.toContainText('for it')
  await tellMe(page, cake.name).click()
  // Somebody without an account, from a card.
  const other = await guest.open(`/category/${encodeURIComponent(cake.category)}`)
  await tellMe(other, cake.name).click()
  await expect(doNot(other, cake.name)).toBeVisible()
  await expect(row).toContainText('2 wait for it')
  // The tab that is looked at: one behind another draws a frame in a second, and the toast is gone before a click can meet it.
  await page.bringToFront()
  await page.getByRole('link', { name: 'Cart, 0 pieces' }).click()
  await expect(page).toHaveURL(/\/cart$/)

  const editor = await owner.open(`/admin/products/${cake._id}`)
  await expect(editor.getByText('2 wait for it')).toBeVisible()
  await editor.getByLabel('Pieces left').fill('4')
  // Both look from the beginning: a toast does not stay.
  await Promise.all([isTold(page, cake.name), isTold(other, cake.name), editor.getByRole('button', { name: 'Save' }).click()])
  await expect(editor.getByText('2 wait for it')).toHaveCount(0)
  await expect(row).not.toContainText('for it')
})

test('what somebody waits for stands on a page of its own: it is taken back, wanted again, and followed until it is back', async ({
  browser,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const [cake, other] = [await kitchen.bake({ stock: 0 }), await kitchen.bake({ stock: 0 })]
  await using asha: Person = await newCustomer(browser, shop.url)
  const page = await asha.open('/account')
  await page.getByRole('navigation', { name: 'Your things' }).getByRole('link', { name: 'What you wait for' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You wait for nothing' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'See every cake' })).toBeVisible()

  // What is wanted on another screen comes by itself.
  await asha.call('PUT', `/api/products/${cake._id}/stock-alert`)
  await asha.call('PUT', `/api/products/${other._id}/stock-alert`)
  const row = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name })
  await expect(row(cake.name)).toContainText('Waiting since')
  await expect(row(other.name)).toContainText('Waiting since')
  await doNot(page, cake.name).click()
  await expect(row(cake.name)).toContainText('You are not told of it any more')
  expect((await asha.call<{ productId: string }[]>('GET', '/api/stock-alerts')).map(({ productId }) => productId)).toEqual([other._id])
  await expect(page.getByRole('button', { name: `Undo (${cake.name})` })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row(cake.name)).toContainText('Waiting since')

  const current = await kitchen.change(cake, { stock: 3 })
  await expect(row(cake.name)).toContainText('It can be ordered again')
  await row(cake.name)
    .getByRole('link', { name: `Choose it (${cake.name})` })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: cake.name })).toBeVisible()
  await kitchen.remove(current)

  // Somebody without an account, on this browser.
  await using guest: Person = await openBrowser(browser, shop.url, null)
  const theirs = await guest.open(`/product/${other._id}`)
  await tellMe(theirs, other.name).click()
  await theirs.getByRole('main').getByRole('link', { name: 'What you wait for' }).click()
  await expect(theirs.getByRole('listitem').filter({ hasText: other.name })).toContainText('Waiting since')
  await expect(theirs.getByText('This browser alone is told.')).toBeVisible()
  await kitchen.change(other, { available: false })
  await expect(theirs.getByRole('listitem').filter({ hasText: 'Waiting since' })).toHaveCount(1)
  await theirs.reload()
  await expect(theirs.getByRole('listitem').filter({ hasText: 'A cake that is off the shelf' })).toHaveCount(1)
})

test('what is wanted elsewhere while the page asks for something else is asked for again', async ({ browser, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const [cake, other] = [await kitchen.bake({ stock: 0 }), await kitchen.bake({ stock: 0 })]
  await using asha: Person = await newCustomer(browser, shop.url)
  const page = await asha.open('/waiting-for')
  const row = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name })
  await asha.call('PUT', `/api/products/${cake._id}/stock-alert`)
  await expect(row(cake.name)).toContainText('Waiting since')
  // An answer that was read a moment before the news, and is there before the page has drawn that it asks.
  await page.evaluate(async () => {
    const ask = window.fetch
    const old = await (await ask('/waiting-for.data')).arrayBuffer()
    window.fetch = async (input, init) => {
      if (!String(input instanceof Request ? input.url : input).includes('/waiting-for.data')) return ask(input, init)
      window.fetch = ask
      return new Response(old, { headers: { 'content-type': 'text/x-script' } })
    }
  })
  await asha.call('PUT', `/api/products/${other._id}/stock-alert`)
  await expect(row(other.name)).toContainText('Waiting since')
  await expect(row(cake.name)).toContainText('Waiting since')
})
