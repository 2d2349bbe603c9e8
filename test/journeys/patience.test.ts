import type { Page } from '@playwright/test'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { startShop, temporaryFolder } from '../support/shop-process.ts'
import { stopClock } from '../support/stop-clock.ts'

test.beforeEach(({ context }) => ownLine(context))

const pill = (page: Page, shows: string) => page.locator(`[data-link=${shows}]`)

/** The page's way to the shop, in the test's hands. */
async function holdRoad(page: Page) {
  let blocked = false
  const open: { close(): Promise<void> }[] = []
  await page.routeWebSocket(/socket\.io/, async (route) => {
    if (blocked) return route.close()
    open.push(route, route.connectToServer())
  })
  await page.route('**/socket.io/**', (route) => (blocked ? route.abort() : route.continue()))
  return {
    cut: async () => {
      blocked = true
      for (const end of open.splice(0)) await end.close()
    },
    mend: () => {
      blocked = false
    },
  }
}

test('[B08] a page dials for ever: ten minutes without a shop, and it is live again by itself', async ({ page, expectedErrors }) => {
  test.setTimeout(180_000)
  expectedErrors.push(/socket\.io|ERR_CONNECTION_REFUSED/)
  const owner = demoUsers.find(({ role }) => role === 'owner')
  await using folder = await temporaryFolder()
  const start = (port: string) =>
    startShop({ dataDir: folder.path, env: { PORT: port, ADMIN_EMAIL: owner?.email ?? '', ADMIN_PASSWORD: owner?.password ?? '' } })
  const first = await start('0')
  const cake = await (await openKitchen(first.url)).bake()
  let tries = 0
  page.on('websocket', () => tries++)
  await page.clock.install()
  await page.goto(`${first.url}/category/${encodeURIComponent(cake.category)}`)
  await expect(pill(page, 'live')).toBeVisible()
  await first.end('SIGKILL')
  await expect(pill(page, 'reconnecting').or(pill(page, 'offline'))).toBeVisible()

  // In each minute that passes it tries at least once more.
  for (let minute = 1; minute <= 10; minute++) {
    const before = tries
    await page.clock.fastForward('01:00')
    await expect.poll(() => tries).toBeGreaterThan(before)
  }
  await expect(pill(page, 'offline')).toBeVisible()
  await using second = await start(new URL(first.url).port)
  await (await openKitchen(second.url)).change(cake, { basePrice: 430 })
  await page.clock.fastForward(8000)
  await expect(pill(page, 'live')).toBeVisible()
  await expect(page.getByRole('article')).toContainText('₹430')
})

for (const [name, wake] of [
  ['the network', () => window.dispatchEvent(new Event('online'))],
  ['the tab', () => document.dispatchEvent(new Event('visibilitychange'))],
] as const) {
  test(`[F07] [B08] when ${name} comes back a line that nobody holds at its other end is noticed and replaced, long before the heartbeat`, async ({
    page,
    shop,
  }) => {
    const kitchen = await openKitchen(shop.url)
    const cake = await kitchen.bake()
    await page.clock.install()
    const lines: { deaf: boolean }[] = []
    await page.routeWebSocket(/socket\.io/, (near) => {
      const far = near.connectToServer()
      const line = { deaf: false }
      lines.push(line)
      near.onMessage((message) => line.deaf || far.send(message))
      far.onMessage((message) => line.deaf || near.send(message))
    })
    await page.goto(`/category/${encodeURIComponent(cake.category)}`)
    await expect(pill(page, 'live')).toBeVisible()
    for (const line of lines) line.deaf = true
    await kitchen.change(cake, { basePrice: 430 })
    // A third of what the heartbeat takes.
    await stopClock(page)
    await page.evaluate(wake)
    await page.clock.runFor(8000)
    await expect(page.getByRole('article')).toContainText('₹430')
    await expect(pill(page, 'live')).toBeVisible()
  })

  test(`[B08] when ${name} comes back the page dials at once, not after its pause`, async ({ page, shop, expectedErrors }) => {
    expectedErrors.push(/socket\.io/)
    const kitchen = await openKitchen(shop.url)
    const cake = await kitchen.bake()
    await page.clock.install()
    const road = await holdRoad(page)
    await page.goto(`/category/${encodeURIComponent(cake.category)}`)
    await expect(pill(page, 'live')).toBeVisible()
    await road.cut()
    await expect(pill(page, 'offline')).toBeVisible({ timeout: 20_000 })
    // From here no pause of the page ever ends.
    await stopClock(page)
    road.mend()
    await page.evaluate(wake)
    await expect(pill(page, 'live')).toBeVisible()
  })
}
