import { expect, test } from '../support/journey.ts'

const PAGES = ['/', '/search', '/cart', '/login', '/register', '/demo']

const SCREENS = [
  ['phone', { width: 360, height: 740 }],
  ['desk', { width: 1280, height: 800 }],
] as const

for (const [screen, viewport] of SCREENS) {
  test(`a newcomer opens each public page on a ${screen}: a heading, nothing beyond the edge, no error`, async ({ page }) => {
    await page.setViewportSize(viewport)
    for (const path of PAGES) {
      await test.step(path, async () => {
        const response = await page.goto(path)
        expect(response?.status()).toBe(200)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(width).toBeLessThanOrEqual(viewport.width)
      })
    }
  })
}

test('an address that leads nowhere says so, with the way back to the shop', async ({ page, expectedErrors }) => {
  expectedErrors.push(/404/)
  const response = await page.goto('/no/such/cake')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: /cakes|shop|home/i }).first()).toBeVisible()
})
