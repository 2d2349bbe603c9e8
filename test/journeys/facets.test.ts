import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { untilLive } from '../support/people.ts'

const flavours = (...names: string[]) => names.map((name) => ({ name, priceMultiplier: 1 }))
const CATEGORY = 'Facets and counts'

test('a list is narrowed by keyboard, says what each filter leaves, and goes back', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await kitchen.bake({ name: 'Facet one', category: CATEGORY, flavors: flavours('Litchi', 'Mango'), allergens: ['nuts'], basePrice: 250 })
  await kitchen.bake({ name: 'Facet two', category: CATEGORY, flavors: flavours('Litchi'), basePrice: 550 })
  await kitchen.bake({ name: 'Facet three', category: CATEGORY, flavors: flavours('Plum'), basePrice: 950 })
  await page.goto(`/category/${encodeURIComponent(CATEGORY)}`)
  await expect(page.locator('[data-link=live]')).toBeVisible()
  const panel = page.getByRole('complementary', { name: 'Filters' })
  const cakes = page.getByRole('main').getByRole('article')
  const filter = (name: RegExp) => panel.getByRole('checkbox', { name })
  await expect(filter(/^Litchi 2$/)).not.toBeChecked()
  await filter(/^Litchi/).focus()
  await page.keyboard.press('Space')
  await expect(cakes).toHaveCount(2)
  await expect(page.getByRole('status').filter({ hasText: '2 cakes' })).toBeVisible()
  await expect(page).toHaveURL(/flavor=Litchi/)
  // Within a facet any of the values will do: its own counts stay. The others are of what is left.
  await expect(filter(/^Plum 1$/)).toBeVisible()
  await expect(filter(/^No nuts 1$/)).toBeVisible()
  await filter(/^No nuts/).focus()
  await page.keyboard.press('Space')
  await expect(cakes).toHaveCount(1)
  await expect(cakes).toContainText('Facet two')

  // A link to it opens the same, and the way back is step by step.
  await page.reload()
  await expect(cakes).toHaveCount(1)
  await expect(filter(/^Litchi/)).toBeChecked()
  await untilLive(page)
  await page.goBack()
  await expect(cakes).toHaveCount(2)
  await expect(filter(/^No nuts/)).not.toBeChecked()

  const on = page.getByRole('list', { name: 'Filters that are on' })
  await on.getByRole('button', { name: 'Take away Litchi' }).click()
  await expect(cakes).toHaveCount(3)
  await expect(on).toHaveCount(0)
})

test('where nothing fits, it says which filter to take away', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await kitchen.bake({ name: 'Loose one', category: 'Loosened', flavors: flavours('Fig'), basePrice: 250 })
  await page.goto('/category/Loosened?flavor=Fig&minPrice=600&maxPrice=1000')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nothing with all of that' })).toBeVisible()
  await page.getByRole('button', { name: 'Without “₹600 to ₹1,000”' }).click()
  await expect(page.getByRole('main').getByRole('article')).toContainText('Loose one')
})

test('the counts follow the catalogue while somebody looks', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await kitchen.bake({ name: 'Counted one', category: 'Counted', flavors: flavours('Rose') })
  await page.goto('/search?q=counted')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  const rose = page.getByRole('complementary', { name: 'Filters' }).getByRole('checkbox', { name: /^Rose/ })
  await expect(rose).toHaveAccessibleName('Rose 1')
  await kitchen.bake({ name: 'Counted two', category: 'Counted', flavors: flavours('Rose') })
  await expect(rose).toHaveAccessibleName('Rose 2')
  await expect(page.getByRole('button', { name: '1 new: show' })).toBeVisible()
})

test('on a phone the filters are a sheet that says how much is left', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await kitchen.bake({ name: 'Sheet one', category: 'Sheets', flavors: flavours('Guava') })
  await kitchen.bake({ name: 'Sheet two', category: 'Sheets', flavors: flavours('Jamun') })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/category/Sheets')
  await expect(page.locator('[data-link=live]')).toBeVisible()
  await page.getByRole('button', { name: 'Filters' }).click()
  const sheet = page.getByRole('dialog', { name: 'Filters' })
  await sheet.getByText('Guava').click()
  await sheet.getByRole('button', { name: 'Show 1 cake' }).click()
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Filters, 1 on' })).toBeVisible()
})
