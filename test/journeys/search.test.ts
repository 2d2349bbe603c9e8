import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { untilLive } from '../support/people.ts'

test('what is mistyped finds the cake, and a suggestion is taken by keyboard', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ name: 'Quarkberry gateau' })
  await page.goto('/search')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  const box = page.getByRole('combobox', { name: 'Search the cakes' })
  await box.pressSequentially('quarkbery gatau')
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article')).toContainText('Quarkberry gateau')

  const option = page.getByRole('option', { name: 'Quarkberry gateau' })
  await expect(option).toBeVisible()
  await expect(box).toHaveAttribute('aria-expanded', 'true')
  await box.press('ArrowDown')
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await expect(box).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '')
  await box.press('Escape')
  await expect(option).toHaveCount(0)
  await expect(box).toHaveValue('quarkbery gatau')
  await box.press('ArrowDown')
  await expect(option).toBeVisible()
  await box.press('ArrowUp')
  await box.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/product/${cake._id}$`))
  await expect(page.getByRole('heading', { level: 1, name: 'Quarkberry gateau' })).toBeVisible()
})

test('a category is suggested by how it begins', async ({ page }) => {
  await page.goto('/search')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  await page.getByRole('combobox', { name: 'Search the cakes' }).pressSequentially('tier')
  await page.getByRole('option', { name: /^Tiered and wedding/ }).click()
  await expect(page).toHaveURL(/\/category\/Tiered%20and%20wedding$/)
})

test('other words are looked for among the same filters, all of them', async ({ page }) => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const filters = `category=Cakes&flavor=Mango&flavor=Litchi&size=1+kg&free=nuts&egg=eggless&minPrice=100&on=${day}&sort=name`
  await page.goto(`/search?${filters}&show=48`)
  await untilLive(page)
  await page.getByRole('combobox', { name: 'Search the cakes' }).pressSequentially('m')
  await expect(page).toHaveURL(`/search?${filters}&q=m`)
})
