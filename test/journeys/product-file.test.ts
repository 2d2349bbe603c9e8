import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { AdminProduct } from '../../src/contract/product.ts'
import type { ProductImport } from '../../src/contract/product-file.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { untilStill } from '../support/still.ts'

type Row = Record<string, string>

const fileOf = (rows: readonly Row[], name = 'cakes.csv') => ({
  name,
  mimeType: 'application/vnd.ms-excel',
  buffer: Buffer.from(stringify([...rows], { header: true, columns: Object.keys(rows[0] ?? {}) })),
})
const choose = (page: Page, file: ReturnType<typeof fileOf>) => page.getByLabel('Choose a CSV file').setInputFiles(file)

async function download(page: Page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download products.csv' }).click()])
  expect(file.suggestedFilename()).toBe('products.csv')
  return await readFile(await file.path())
}

test('the catalogue is downloaded, changed and brought back: bad rows are shown first, then it is done, and every screen shows it', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ name: '=Formula cake', basePrice: 400, stock: 5 })
  const buyers = await asha.open(`/product/${cake._id}`)
  await expect(buyers.locator('[data-link=live]')).toBeVisible()

  const page = await meera.open('/admin/products')
  await page.getByRole('link', { name: 'Import and export' }).click()
  await expect(page.getByRole('heading', { name: 'Import and export' })).toBeVisible()
  const panel = page.getByRole('region', { name: 'Bring a file in' })
  const csv = await download(page)
  const rows = parse(csv, { columns: true, bom: true }) as Row[]
  const mine = rows.find(({ id }) => id === cake._id)
  expect(mine?.name).toBe("'=Formula cake")

  const fresh = {
    ...Object.fromEntries(Object.keys(mine ?? {}).map((column) => [column, ''])),
    name: 'Cake from a file',
    category: cake.category,
  }
  await choose(page, fileOf([{ ...mine, basePrice: '455.50' }, fresh]))
  await expect(panel.getByRole('alert')).toContainText('1 row is bad; else 1 product changed.')
  const table = page.getByRole('table', { name: 'Rows' })
  await expect(table.getByRole('row').nth(1)).toContainText('basePrice must be given for a new product.')
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0)

  // Somebody else saves meanwhile, and nothing clashes.
  await kitchen.change(cake, { stock: 4 })
  await choose(
    page,
    fileOf([
      { ...mine, basePrice: '455.50' },
      { ...fresh, basePrice: '99' },
    ]),
  )
  await expect(panel.getByRole('status')).toContainText('1 product new, 1 product changed.')
  await page.getByRole('button', { name: '1 changed' }).click()
  await expect(table.getByRole('row').nth(1)).toContainText('=Formula cake')
  await expect(table.getByRole('row').nth(1)).toContainText(/basePrice.*400\.00.*455\.50/)
  await page.getByRole('button', { name: 'Import 2 products' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('cakes.csv is in the catalogue.')).toBeVisible()
  await expect(buyers.getByText('₹455.50').first()).toBeVisible()
  expect(await meera.call<AdminProduct>('GET', `/api/admin/products/${cake._id}`)).toMatchObject({ basePrice: 455.5, stock: 4 })

  await page.getByRole('button', { name: 'Another file' }).click()
  const now = await download(page)
  await choose(page, { name: 'products.csv', mimeType: 'text/csv', buffer: now })
  await expect(page.getByText('products.csv: nothing to change.')).toBeVisible()
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['%PDF-1.7 not a table'], 'menu.pdf', { type: 'application/pdf' }))
    return data
  })
  await page.getByText('Choose a CSV file').dispatchEvent('drop', { dataTransfer: dropped })
  await expect(panel.getByRole('alert')).toContainText('menu.pdf: Line 1: There is no column')
})

/** Rows enough for a second screen to look, each with options. */
const LONG = 1500

const longFile = (word: string, rows: number) =>
  fileOf(
    Array.from({ length: rows }, (_, i) => ({
      ...{ id: '', version: '', name: `${word} ${i}`, category: word, basePrice: String(100 + (i % 60)) },
      ...{ sizes: '0.5 kg\n1 kg | x1.9', flavors: 'Mango\nKesar | +10' },
    })),
    `${word}.csv`,
  )
const bar = (page: Page, name: string) => page.getByRole('progressbar', { name: `Import of ${name}` })
const percentOf = async (page: Page, name: string) => Number(await bar(page, name).getAttribute('aria-valuenow'))

test('a long import says how far it is on every screen, outlives a reload and a dead line, is stopped by somebody else and gone on with: nothing is there twice', async ({
  browser,
  shop,
}) => {
  test.setTimeout(240_000)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using second = await openBrowser(browser, shop.url, demoUser('meera'))
  const word = `Long ${Date.now().toString(36)}`
  const name = `${word}.csv`
  const page = await meera.open('/admin/products/file')
  const other = await second.open('/admin/products/file')
  await choose(page, longFile(word, LONG))
  await page.getByRole('button', { name: 'Import 1,500 products' }).click()

  await expect(bar(other, name)).toBeVisible()
  await expect(other.getByText(/^[\d,]+ of 1,500 rows$/)).toBeVisible()
  await expect.poll(() => percentOf(other, name)).toBeGreaterThan(0)
  await expect(other.getByText(/^\d+ %$/)).toBeVisible()
  await expect(bar(page, name)).toBeVisible()
  await choose(other, fileOf([{ name: 'Waits', category: word, basePrice: '9' }], 'waits.csv'))
  await expect(other.getByText('waits.csv: 1 product new.')).toBeVisible()
  await expect(other.getByText('Another file is being imported.')).toBeVisible()
  await expect(other.getByRole('button', { name: /^Import/ })).toHaveCount(0)

  await meera.context.setOffline(true)
  await other.reload()
  await untilLive(other)
  await expect(bar(other, name)).toBeVisible()
  await other.getByRole('button', { name: 'Stop' }).click()
  await expect(other.getByText(`Stopped last: ${name}`)).toBeVisible()
  await meera.context.setOffline(false)
  await expect(page.getByText(`${name} was stopped.`)).toBeVisible()
  const [stopped] = await second.call<ProductImport[]>('GET', '/api/admin/products/imports')
  const written = stopped?.counts.create ?? 0
  expect([stopped?.total, written > 0, written < LONG]).toEqual([LONG, true, true])
  await expect(page.getByRole('button', { name: `${LONG - written} not written` })).toBeVisible()

  await page.getByRole('button', { name: 'Check the rest' }).click()
  await page.getByRole('button', { name: /^Import [\d,]+ products$/ }).click()
  await expect(bar(page, name)).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('#main').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await expect(page.getByText(`${name} is in the catalogue.`)).toBeVisible({ timeout: 120_000 })
  await expect(other.getByText(`Imported last: ${name}`)).toBeVisible()
  await other.getByRole('button', { name: 'See its rows' }).click()
  await expect(other.getByRole('button', { name: `All ${LONG}` })).toBeVisible()
  const exported = await meera.context.request.get('/api/admin/products/export.csv')
  const there = (parse(await exported.text(), { columns: true }) as Row[]).filter(({ category }) => category === word)
  expect([there.length, new Set(there.map((row) => row.name)).size]).toEqual([LONG, LONG])
})

test('bringing a file in can be used by everybody, on a phone and on a tablet, light and dark', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const cake = await (await openKitchen(shop.url)).bake({ basePrice: 400 })
  const page = await meera.open('/admin/products/file')
  await page.getByText('What stands in which column').click()
  const known = { id: cake._id, version: String(cake.version), name: cake.name, category: cake.category, basePrice: '410' }
  const fresh = { id: '', version: '', name: 'Cake of every field', category: 'Cakes', basePrice: '99' }
  await choose(page, fileOf([known, fresh, { ...fresh, basePrice: 'dear' }]))
  await expect(page.getByRole('table', { name: 'Rows' }).getByRole('row')).toHaveCount(4)
  for (const width of [390, 1024]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await test.step(`${width} px, ${colorScheme}`, async () => {
        // Tall: what only scrolls under the tab bar is not hidden by it.
        await page.setViewportSize({ width, height: 3000 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await untilStill(page)
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/file-${width}-${colorScheme}.png` })
      })
    }
  }
})
