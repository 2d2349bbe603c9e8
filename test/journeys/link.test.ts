import type { Page, WebSocketRoute } from '@playwright/test'
import type { Diagnostics } from '../../src/web/live/diagnostics.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'

test.beforeEach(({ context }) => ownLine(context))

const pill = (page: Page, shows: string) => page.locator(`[data-link=${shows}]`)

const diagnostics = (page: Page): Promise<Diagnostics | undefined> => page.evaluate(() => window.cakewire && { ...window.cakewire })

const startedAgain = (page: Page) => expect.poll(() => diagnostics(page)).toMatchObject({ link: 'live', resets: 1 })

/** The page's line to the shop, in the test's hands. */
async function holdLine(page: Page) {
  let blocked = false
  let line: { page: WebSocketRoute; server: WebSocketRoute } | undefined
  await page.routeWebSocket(/socket\.io/, async (route) => {
    if (blocked) return route.close()
    line = { page: route, server: route.connectToServer() }
  })
  await page.route('**/socket.io/**', (route) => (blocked ? route.abort() : route.continue()))
  return {
    say: (event: string, payload: unknown) => line?.page.send(`42${JSON.stringify([event, payload])}`),
    cut: async () => {
      blocked = true
      await line?.server.close()
      await line?.page.close()
    },
    mend: () => {
      blocked = false
    },
  }
}

test('[B03] [B18] a page whose line is cut says how old it is, and has everything that it missed once the line is back', async ({
  page,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/socket\.io/)
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const line = await holdLine(page)
  await page.goto(`/category/${encodeURIComponent(cake.category)}`)
  await expect(pill(page, 'live')).toBeVisible()

  await line.cut()
  const dearer = await kitchen.change(cake, { basePrice: 410 })
  await kitchen.change(dearer, { basePrice: 420 })
  await expect(pill(page, 'reconnecting')).toBeVisible()
  await expect(pill(page, 'offline')).toContainText(/as of \d{1,2}:\d\d [AP]M/, { timeout: 20_000 })
  await expect(page.getByRole('article')).toContainText('₹400')

  line.mend()
  await expect(pill(page, 'live')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('article')).toContainText('₹420')
  expect(await diagnostics(page)).toMatchObject({ resets: 0 })
})

test('[F8] a page that is told to start again does so in place: no reload, nothing typed is lost, and it is live again', async ({
  page,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const line = await holdLine(page)
  await page.goto(`/product/${cake._id}`)
  await expect(pill(page, 'live')).toBeVisible()
  await page.getByLabel('Message on the cake').fill('Happy Meera')

  line.say('reset', { reason: 'history-forked' })
  await startedAgain(page)
  await expect(page.getByLabel('Message on the cake')).toHaveValue('Happy Meera')
  await kitchen.change(cake, { basePrice: 460 })
  await expect(page.getByText('The price changed while you were here.')).toBeVisible()
})

test('[F11] a page that is handed an entry out of turn starts again from a snapshot instead of guessing', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const line = await holdLine(page)
  await page.goto(`/category/${encodeURIComponent(cake.category)}`)
  await expect(pill(page, 'live')).toBeVisible()
  const forged = { ...cake, basePrice: 1 }
  const change = { type: 'product_updated', entity: `product:${cake._id}`, rev: 99, at: cake.updatedAt, data: forged }
  line.say('feed', { live: true, entries: [['public', 999_999, '0123456789abcdef', change]] })
  await startedAgain(page)
  await expect(page.getByRole('article')).toContainText('₹400')
})

test('[B09] where WebSocket is blocked, news come by long polling', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await page.addInitScript(() => {
    // As behind a proxy that refuses the upgrade: every WebSocket fails before it opens.
    window.WebSocket = class extends EventTarget {
      onerror: ((event: Event) => void) | null = null
      constructor() {
        super()
        queueMicrotask(() => this.onerror?.(new Event('error')))
      }
      close() {}
    } as unknown as typeof WebSocket
  })
  await page.goto(`/category/${encodeURIComponent(cake.category)}`)
  await expect(pill(page, 'live')).toBeVisible({ timeout: 20_000 })
  await kitchen.change(cake, { basePrice: 444 })
  await expect(page.getByRole('article')).toContainText('₹444')
})
