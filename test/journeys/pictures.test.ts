import sharp from 'sharp'
import type { Product } from '../../src/contract/product.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { openRoad } from '../support/road.ts'
import { until } from '../support/until.ts'

test.describe.configure({ timeout: 180_000 })

test('a photo that is uploaded and cut at the counter shows on a product page that is open, and in words', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake({ name: 'Photographed cake' })
  const buyers = await asha.open(`/product/${cake._id}`)
  await expect(buyers.getByRole('img', { name: /Photographed cake/ }).first()).toBeVisible()

  const editor = await meera.open(`/admin/products/${cake._id}`)
  const lying = { create: { width: 1600, height: 800, channels: 3 as const, background: '#1a5fb4' } }
  const right = { create: { width: 800, height: 800, channels: 3 as const, background: '#c01c28' } }
  const buffer = await sharp(lying)
    .composite([{ input: right, left: 800, top: 0 }])
    .jpeg()
    .toBuffer()
  await editor.getByLabel('Upload a photo').setInputFiles({ name: 'cake.jpg', mimeType: 'image/jpeg', buffer })
  const dialog = editor.getByRole('dialog', { name: 'Cut the photo' })
  // By the keyboard alone: all the way to the right.
  await dialog.getByLabel('Left to right').focus()
  await editor.keyboard.press('End')
  await dialog.getByRole('button', { name: 'Use this photo' }).click()
  await expect(dialog).toBeHidden()
  await editor.getByLabel('What the picture shows').fill('A cake under cherries')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor.getByRole('button', { name: 'Saved' })).toBeVisible()

  const photo = buyers.getByRole('img', { name: 'A cake under cherries' })
  await expect(photo).toBeVisible()
  await expect(photo).toHaveAttribute('srcset', /-320\.webp 320w, .*-640\.webp 640w, .*-1200\.webp 1200w/)
  await until('it is drawn', () => photo.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
  const { image } = await asha.call<Product>('GET', `/api/products/${cake._id}`)
  const { channels } = await sharp(await (await buyers.request.get(image)).body()).stats()
  // The right half, which was chosen, is red.
  expect(channels.map(({ mean }) => Math.round(mean / 10))).toEqual([19, 3, 4])
})

test('a picture that cannot be fetched is a drawn cake, and the picture once the line is back', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED/)
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const page = await context.newPage()
  await page.route('**/media/**', (route) => route.abort())
  await page.goto(`${road.url}/category/Cakes`)
  await untilLive(page)
  const first = page.getByRole('article').first()
  await expect(first.locator('img')).toHaveCount(0)
  await expect(first.locator('.colour-field svg').first()).toBeVisible()
  await page.unroute('**/media/**')
  road.cut()
  await expect(page.locator('[data-link=offline]').first()).toBeVisible({ timeout: 30_000 })
  road.mend()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await untilLive(page)
  const picture = first.locator('img')
  await until('it is drawn', () => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
})
