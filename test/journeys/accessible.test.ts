import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { SIZES } from '../support/sizes.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const [screen, viewport] of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the shelf can be used by everybody: ${colorScheme}, on a ${screen}`, async ({ page, shop }) => {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const kitchen = await openKitchen(shop.url)
      const soldOut = await kitchen.bake({ stock: 0 })
      const few = await kitchen.bake({ category: soldOut.category, stock: 2 })
      const waits = await page.request.put(`/api/products/${soldOut._id}/stock-alert`, { headers: { origin: shop.url } })
      expect(waits.ok(), await waits.text()).toBe(true)
      const shelf = `/category/${encodeURIComponent(soldOut.category)}`
      for (const path of [
        '/',
        shelf,
        '/search?q=nothing+like+it',
        `/product/${few._id}?message=Meera`,
        `/product/${soldOut._id}`,
        '/waiting-for',
        '/dev/ui',
      ]) {
        await test.step(path, async () => {
          await page.goto(path)
          await expect(page.locator('[data-link=live]')).toBeVisible()
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
        })
      }
    })
  }
}

test('with the keyboard alone: skip to the content, choose a size, put the cake in the cart', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await page.goto(`/product/${cake._id}`)
  await expect(page.locator('[data-link=live]')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  const half = page.getByRole('radio', { name: /^0\.5 kg/ })
  for (let presses = 0; presses < 10 && !(await half.evaluate((input) => input === document.activeElement)); presses++) {
    await page.keyboard.press('Tab')
  }
  await expect(half).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^1 kg/ })).toBeChecked()
  await page.getByRole('button', { name: 'Add to cart' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()
})
