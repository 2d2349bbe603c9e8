import type { Browser, BrowserContext, Frame, Page } from '@playwright/test'
import type { Diagnostics } from '../../src/web/live/diagnostics.ts'
import { expect, test } from '../support/journey.ts'
import { type Kitchen, openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { openRoad, type Road } from '../support/road.ts'

/** undefined as well while it is on its way to another page. */
const diagnostics = (page: Page | Frame): Promise<Diagnostics | undefined> =>
  page.evaluate(() => window.cakewire && { ...window.cakewire }).catch(() => undefined)
const price = (page: Page) => page.getByRole('article')
const pill = (page: Page, shows: string) => page.locator(`[data-link=${shows}]`)

type Cake = Awaited<ReturnType<Kitchen['bake']>>
const shelf = (road: Road, cake: Cake) => `${road.url}/category/${encodeURIComponent(cake.category)}`

async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await untilLive(page)
  return page
}

/** A tab that is rendered, and does not run until it is let go. */
async function openHeld(context: BrowserContext, url: string): Promise<{ tab: Page; letGo: () => void }> {
  const tab = await context.newPage()
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await tab.route('**/assets/entry.client-*.js', async (route) => {
    await held
    await route.continue()
  })
  await tab.goto(url, { waitUntil: 'commit' })
  return { tab, letGo }
}

const on = (page: Page, line: 'shared' | 'own') => expect.poll(() => diagnostics(page)).toMatchObject({ link: 'live', line, resets: 0 })

test('[B22] three tabs are one line to the shop: each has the news, and the first that closes leaves the others live', async ({
  browser,
  shop,
}) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const tabs = [
    await openTab(context, shelf(road, cake)),
    await openTab(context, shelf(road, cake)),
    await openTab(context, shelf(road, cake)),
  ]
  for (const tab of tabs) await on(tab, 'shared')
  expect([road.sockets, road.opened]).toEqual([1, 1])
  const dearer = await kitchen.change(cake, { basePrice: 410 })
  for (const tab of tabs) await expect(price(tab)).toContainText('₹410')

  // The one that opened the line.
  await tabs[0]?.close()
  await kitchen.change(dearer, { basePrice: 420 })
  for (const tab of tabs.slice(1)) {
    await expect(price(tab)).toContainText('₹420')
    await on(tab, 'shared')
  }
  expect([road.sockets, road.opened]).toEqual([1, 1])
  await tabs[1]?.close()
  await tabs[2]?.goto('about:blank')
  // Nobody is left to tell.
  await expect.poll(() => road.sockets).toBe(0)
})

for (const line of ['shared', 'own'] as const) {
  test(`[B19] a browser says by itself that it has read what came: a page on a line, ${line}, goes on after megabytes`, async ({
    browser,
    shop,
  }) => {
    await using context = await browser.newContext()
    if (line === 'own') await ownLine(context)
    const kitchen = await openKitchen(shop.url)
    let cake = await kitchen.bake()
    const tab = await openTab(context, `${shop.url}/category/${encodeURIComponent(cake.category)}`)
    await on(tab, line)
    // 6 KB each: more than twice of what is sent to who does not say it.
    for (let i = 1; i <= 240; i++) cake = await kitchen.change(cake, { basePrice: 400 + i, description: 'क'.repeat(2000) })
    await expect(price(tab)).toContainText('₹640')
    await on(tab, line)
  })
}

/** Ends the shared workers from within, as a browser short of memory does: no tab is told. */
async function killWorkers(browser: Browser, road: Road): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  const workers = targetInfos.filter(({ type, url }) => type === 'shared_worker' && url.startsWith(road.url))
  for (const { targetId } of workers) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
    const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'close()' } })
    await session.send('Target.sendMessageToTarget', { sessionId, message })
  }
  // What is sent to a worker is lost when the session ends before it is read.
  const ids = workers.map(({ targetId }) => targetId)
  const living = async () => (await session.send('Target.getTargets')).targetInfos.filter(({ targetId }) => ids.includes(targetId))
  await expect.poll(async () => (await living()).length).toBe(0)
  await session.detach()
  return workers.length
}

test('[B22] when the worker dies its tabs notice at once, and share a new one', async ({ browser, shop }) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const tabs = [await openTab(context, shelf(road, cake)), await openTab(context, shelf(road, cake))]
  for (const tab of tabs) await on(tab, 'shared')
  expect(await killWorkers(browser, road)).toBe(1)
  await expect.poll(() => [road.sockets, road.opened]).toEqual([1, 2])
  await kitchen.change(cake, { basePrice: 455 })
  for (const tab of tabs) {
    await expect(price(tab)).toContainText('₹455')
    await on(tab, 'shared')
  }
})

test('[B22] a tab that crashes is forgotten, and the others go on', async ({ browser, shop }) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const [first, second] = [await openTab(context, shelf(road, cake)), await openTab(context, shelf(road, cake))]
  for (const tab of [first, second]) await on(tab, 'shared')
  await second.goto('chrome://crash').catch(() => undefined)
  // The worker may have lived in the same process, and is then begun anew.
  await kitchen.change(cake, { basePrice: 465 })
  await expect(price(first)).toContainText('₹465')
  await on(first, 'shared')
  await expect.poll(() => road.sockets).toBe(1)
  await first.close()
  await expect.poll(() => road.sockets).toBe(0)
})

test('[B22] [B03] [B18] a line that breaks breaks for all tabs and comes back for all, with everything that was missed', async ({
  browser,
  shop,
}) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  const tabs = [await openTab(context, shelf(road, cake)), await openTab(context, shelf(road, cake))]
  for (const tab of tabs) await on(tab, 'shared')
  road.cut()
  const dearer = await kitchen.change(cake, { basePrice: 430 })
  await kitchen.change(dearer, { basePrice: 440 })
  for (const tab of tabs) await expect(pill(tab, 'offline')).toContainText(/as of \d{1,2}:\d\d [AP]M/, { timeout: 30_000 })
  for (const tab of tabs) await expect(price(tab)).toContainText('₹400')
  road.mend()
  // What a tab hears of the network it tells the line.
  await tabs[0]?.evaluate(() => window.dispatchEvent(new Event('online')))
  for (const tab of tabs) {
    await expect(price(tab)).toContainText('₹440')
    await on(tab, 'shared')
  }
  await expect.poll(() => road.sockets).toBe(1)
})

test('[B22] a tab that was rendered before or after what the line has told misses nothing and starts nowhere again', async ({
  browser,
  shop,
}) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  let cake = await kitchen.bake()
  const first = await openTab(context, shelf(road, cake))
  // The line moves on meanwhile.
  const { tab: late, letGo } = await openHeld(context, shelf(road, cake))
  await expect(price(late)).toContainText('₹400')
  for (const basePrice of [405, 415, 425]) cake = await kitchen.change(cake, { basePrice })
  await expect(price(first)).toContainText('₹425')
  letGo()
  await expect(price(late)).toContainText('₹425')
  await on(late, 'shared')
  const next = await openTab(context, shelf(road, cake))
  await kitchen.change(cake, { basePrice: 435 })
  for (const tab of [first, late, next]) {
    await expect(price(tab)).toContainText('₹435')
    await on(tab, 'shared')
  }
  expect([road.sockets, road.opened]).toEqual([1, 1])
})

test('[B22] a tab that was rendered before the place where the line began catches up by itself, and then has its place on the line', async ({
  browser,
  shop,
}) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  const kitchen = await openKitchen(shop.url)
  let cake = await kitchen.bake()
  const { tab: late, letGo } = await openHeld(context, shelf(road, cake))
  await expect(price(late)).toContainText('₹400')
  cake = await kitchen.change(cake, { basePrice: 405 })
  const first = await openTab(context, shelf(road, cake))
  await on(first, 'shared')
  letGo()
  await expect(price(late)).toContainText('₹405')
  await on(late, 'shared')
  await kitchen.change(cake, { basePrice: 415 })
  for (const tab of [first, late]) {
    await expect(price(tab)).toContainText('₹415')
    await on(tab, 'shared')
  }
  await expect.poll(() => road.sockets).toBe(1)
  expect(road.opened).toBe(2)
})

test('[B22] [B15] [C21] who signs in is on a line of their own, in every tab, and who signs out leaves it; the old one ends', async ({
  browser,
  shop,
}) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const me = await asha.call<{ _id: string }>('GET', '/api/auth/me')
  const one = await openTab(context, `${road.url}/login?next=/orders`)
  const other = await openTab(context, `${road.url}/orders`)
  await one.getByLabel('E-mail').fill(demoUser('asha').email)
  await one.getByLabel('Password', { exact: true }).fill(demoUser('asha').password)
  await one.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(one).toHaveURL(/\/orders$/)
  await expect.poll(() => diagnostics(one)).toMatchObject({ link: 'live', line: 'shared' })
  await expect.poll(async () => (await diagnostics(one))?.cursor).toContain(me._id)
  await expect.poll(async () => (await diagnostics(other))?.cursor).toContain(me._id)
  await expect.poll(() => road.sockets).toBe(1)
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  await expect(other.getByText(order.number).first()).toBeVisible()

  await one.getByRole('link', { name: /^Account of/ }).click()
  await one.getByRole('button', { name: 'Sign out' }).click()
  for (const tab of [one, other]) {
    await expect.poll(() => diagnostics(tab), { timeout: 30_000 }).toMatchObject({ link: 'live', line: 'shared' })
    await expect.poll(async () => (await diagnostics(tab))?.cursor).not.toContain(me._id)
    await expect.poll(() => tab.content()).not.toContain(order.number)
  }
  await expect.poll(() => road.sockets).toBe(1)
})

test('[B22] the frames of the demo have a line each: they are different people in one browser', async ({ browser, shop }) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${road.url}/demo`)
  await expect.poll(() => road.sockets, { timeout: 40_000 }).toBeGreaterThan(1)
  const lines = async () => Promise.all(page.frames().map(diagnostics))
  await expect
    .poll(async () => (await lines()).every((each) => each?.link === 'live' && each.line === 'shared'), { timeout: 60_000 })
    .toBe(true)
  // Nobody in particular around it, the owner at the counter, Asha on her phone and at her tracker.
  const identities = new Set(
    (await lines()).map((each) =>
      each?.cursor
        .split('~')
        .slice(1)
        .map((mark) => mark.split('.')[0])
        .join(),
    ),
  )
  await expect.poll(() => road.sockets).toBe(identities.size)
})

for (const [why, without] of [
  ['shared workers', () => Reflect.deleteProperty(window, 'SharedWorker')],
  ['locks, as on a page over plain HTTP', () => Reflect.deleteProperty(Navigator.prototype, 'locks')],
] as const) {
  test(`[B22] in a browser without ${why} each tab has a line of its own`, async ({ browser, shop }) => {
    await using road = await openRoad(shop.url)
    await using context = await browser.newContext()
    await context.addInitScript(without)
    const kitchen = await openKitchen(shop.url)
    const cake = await kitchen.bake()
    const tabs = [await openTab(context, shelf(road, cake)), await openTab(context, shelf(road, cake))]
    for (const tab of tabs) await on(tab, 'own')
    expect(road.sockets).toBe(2)
    await kitchen.change(cake, { basePrice: 450 })
    for (const tab of tabs) await expect(price(tab)).toContainText('₹450')
  })
}

test('[B22] where the worker cannot be loaded the tab takes a line of its own', async ({ browser, shop }) => {
  await using road = await openRoad(shop.url)
  await using context = await browser.newContext()
  await context.addInitScript(() => {
    const Real = window.SharedWorker
    window.SharedWorker = class extends Real {
      constructor(_url: string | URL, options?: string | WorkerOptions) {
        super('/assets/of-a-former-version.js', options)
      }
    }
  })
  const cake = await (await openKitchen(shop.url)).bake()
  const tab = await openTab(context, shelf(road, cake))
  await on(tab, 'own')
  expect(road.sockets).toBe(1)
})
