import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { type ShopProcess, startShop, temporaryFolder } from './shop-process.ts'

/**
 * For journeys: `page` opens on a demo shop of this worker's own, and a console error, a page error or a failed request of the
 * page fails the test. A journey that provokes one says so: `expectedErrors.push(/409/)`.
 */
export const test = base.extend<{ expectedErrors: RegExp[]; noSurprises: undefined }, { shop: ShopProcess }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      await using folder = await temporaryFolder()
      await using shop = await startShop({ dataDir: join(folder.path, 'data'), env: { DEMO: '1' } })
      await use(shop)
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ shop }, use) => await use(shop.url),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  expectedErrors: async ({}, use) => await use([]),
  noSurprises: [
    async ({ context, expectedErrors }, use) => {
      const surprises: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error') surprises.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => surprises.push(String(error.error())))
      await use(undefined)
      expect(surprises.filter((text) => !expectedErrors.some((expected) => expected.test(text)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
