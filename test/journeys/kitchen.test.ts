import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page, Request } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, openBrowser, type Person, untilLive } from '../support/people.ts'
import { untilStill } from '../support/still.ts'

const ticket = (page: Page, { number }: Order) => page.getByRole('article', { name: `Order ${number}` })
const press = (page: Page, word: string, { number }: Order) => page.getByRole('button', { name: `${word} ${number}`, exact: true }).click()
const unsent = (page: Page, order: Order) => ticket(page, order).locator('[data-unsent]')
const bar = (page: Page) => page.getByRole('region', { name: 'Taps on this screen' })
const statusOf = async (person: Person, { _id }: Order) => (await person.call<Order>('GET', `/api/orders/${_id}`)).status
const shows = (page: Page, order: Order, status: string) => expect(ticket(page, order)).toHaveAttribute('data-status', status)

/** Every move that any tab of this browser sends; `requestfinished`: and that the shop has answered. */
function movesOf(
  context: BrowserContext,
  when: 'request' | 'requestfinished' = 'requestfinished',
): { key: string | undefined; status: string }[] {
  const moves: { key: string | undefined; status: string }[] = []
  const note = (request: Request) => {
    if (request.method() !== 'PATCH') return
    moves.push({ key: request.headers()['idempotency-key'], status: (request.postDataJSON() as { status: string }).status })
  }
  if (when === 'request') context.on('request', note)
  else context.on('requestfinished', note)
  return moves
}

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|socket\.io|409|401/)
})

test('[B20] taps made while away wait in sight, go out in their order, and one that somebody was faster at says so at its ticket', async ({
  browser,
  shop,
}) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await ownLine(imran.context)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const [one, two] = [await asha.order(cake._id), await asha.order(cake._id)]
  const page = await imran.open('/kitchen')
  const moves = movesOf(imran.context)

  await imran.context.setOffline(true)
  await press(page, 'Accept', two)
  await press(page, 'Accept', one)
  await press(page, 'Send out', one)
  await shows(page, one, 'shipped')
  await shows(page, two, 'processing')
  await expect(unsent(page, one)).toBeVisible()
  await expect(bar(page)).toContainText('3 taps wait for the line.')
  expect([await statusOf(meera, one), await statusOf(meera, two)]).toEqual(['pending', 'pending'])
  await meera.call('PATCH', `/api/orders/${two._id}/status`, { status: 'cancelled', reason: 'No oven' })

  await imran.context.setOffline(false)
  await expect(ticket(page, two).getByRole('alert').filter({ hasText: 'Somebody was faster.' })).toContainText(
    /This order became cancelled at .+ Yours, “Accept” at .+, was not done/,
  )
  await expect(unsent(page, one)).toHaveCount(0)
  await shows(page, two, 'cancelled')
  await shows(page, one, 'shipped')
  await expect.poll(() => statusOf(meera, one)).toBe('shipped')
  await expect.poll(() => moves.map(({ status }) => status)).toEqual(['processing', 'processing', 'shipped'])

  await expect(bar(page)).toContainText('1 tap not done.')
  await ticket(page, two)
    .getByRole('button', { name: `OK, ${two.number}` })
    .click()
  await expect(bar(page)).toHaveCount(0)
  await expect(ticket(page, two)).toHaveCount(0)
})

test('[B20] a tab that dies with taps unsent loses none: the next one sends them', async ({ browser, shop }) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await ownLine(imran.context)
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await imran.open('/kitchen')
  await imran.context.setOffline(true)
  await press(page, 'Accept', order)
  await press(page, 'Send out', order)
  await expect(bar(page)).toContainText('2 taps wait')
  await page.close()
  await imran.context.setOffline(false)
  expect(await statusOf(asha, order)).toBe('pending')

  const next = await imran.open('/kitchen')
  await expect.poll(() => statusOf(asha, order)).toBe('shipped')
  await shows(next, order, 'shipped')
  await expect(bar(next)).toHaveCount(0)
})

test('[B20] two tabs have one queue: both show it, and each tap is done once', async ({ browser, shop }) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await ownLine(leela.context)
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const [one, two] = [await asha.order(cake._id), await asha.order(cake._id)]
  const kitchen = await leela.open('/kitchen')
  const counter = await leela.open('/admin/orders')
  await leela.context.setOffline(true)
  await press(kitchen, 'Accept', one)
  await press(counter, 'Accept', two)
  for (const page of [kitchen, counter]) await expect(bar(page)).toContainText('2 taps wait')
  await shows(kitchen, two, 'processing')

  const moves = movesOf(leela.context)
  await leela.context.setOffline(false)
  for (const page of [kitchen, counter]) await expect(bar(page)).toHaveCount(0)
  await expect.poll(() => Promise.all([statusOf(asha, one), statusOf(asha, two)])).toEqual(['processing', 'processing'])
  await expect.poll(() => new Set(moves.map(({ key }) => key)).size).toBe(2)
  for (const { _id } of [one, two]) expect((await asha.call<Order>('GET', `/api/orders/${_id}`)).version).toBe(2)
})

test('[B20] a tap whose answer was lost is sent again, and is done once', async ({ browser, shop }) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await imran.open('/kitchen')
  const moves = movesOf(imran.context, 'request')
  await page.route(
    '**/api/orders/*/status',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await press(page, 'Accept', order)
  await expect.poll(() => moves.length).toBe(2)
  await expect(bar(page)).toHaveCount(0)
  await shows(page, order, 'processing')
  await expect(ticket(page, order).getByRole('alert')).toHaveCount(0)
  expect(new Set(moves.map(({ key }) => key)).size).toBe(1)
  expect((await asha.call<Order>('GET', `/api/orders/${order._id}`)).version).toBe(2)
})

test('who thinks better of a tap takes it back before it is sent', async ({ browser, shop }) => {
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await ownLine(imran.context)
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const [one, two] = [await asha.order(cake._id), await asha.order(cake._id)]
  const page = await imran.open('/kitchen')
  await imran.context.setOffline(true)
  await press(page, 'Accept', one)
  await press(page, 'Accept', two)
  await bar(page).getByRole('button', { name: 'Show' }).click()
  await bar(page)
    .getByRole('button', { name: `Discard: Accept ${one.number}` })
    .click()
  await shows(page, one, 'pending')
  await expect(bar(page)).toContainText('1 tap waits for the line.')
  await imran.context.setOffline(false)
  await expect.poll(() => statusOf(asha, two)).toBe('processing')
  expect(await statusOf(asha, one)).toBe('pending')
})

/** What this browser keeps of taps. */
const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('cakewire.tap')))

async function signIn(page: Page, who: 'imran' | 'leela' | 'meera'): Promise<void> {
  const { email, password } = demoUser(who)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('[B21] after a sign-in has ended nothing is sent, not as somebody else either, until the same person is back', async ({
  browser,
  shop,
}) => {
  await using imran = await openBrowser(browser, shop.url, null)
  await ownLine(imran.context)
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await imran.context.newPage()
  await page.goto('/login?next=/kitchen')
  await signIn(page, 'imran')
  await expect(ticket(page, order)).toBeVisible()
  await imran.context.setOffline(true)
  await press(page, 'Accept', order)
  await expect(bar(page)).toContainText('1 tap waits')
  // As when the session is over by the time the line is back.
  await imran.context.clearCookies()
  await imran.context.setOffline(false)
  await expect(page.getByText('1 tap waits on this screen.')).toBeVisible()

  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, 'meera')
  await expect(page).toHaveURL(/\/kitchen$/)
  await shows(page, order, 'pending')
  await expect(bar(page)).toHaveCount(0)
  await page.goto('/admin/orders')
  await untilLive(page)
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await expect(page).toHaveURL(/\/$/)
  expect(await kept(page)).toHaveLength(1)

  await page.goto('/login?next=/kitchen')
  await signIn(page, 'imran')
  await expect.poll(() => kept(page)).toEqual([])
  await expect.poll(() => statusOf(asha, order)).toBe('processing')
})

test('[B21] signing out wipes what was not sent, on every tab', async ({ browser, shop }) => {
  await using leela = await openBrowser(browser, shop.url, null)
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await leela.context.newPage()
  await page.goto('/login?next=/admin/orders')
  await signIn(page, 'leela')
  const kitchen = await leela.context.newPage()
  await kitchen.goto('/kitchen')
  await expect(kitchen.locator('[data-link=live]')).toBeVisible()
  await leela.context.route('**/api/orders/*/status', (route) => route.abort())
  await press(kitchen, 'Accept', order)
  await expect(bar(page)).toContainText('1 tap waits')
  expect(await kept(page)).toHaveLength(1)
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await expect(page).toHaveURL(/\/$/)
  expect(await kept(page)).toEqual([])
  await expect(kitchen.getByRole('heading', { name: 'The counter is for staff' })).toBeVisible()
  expect(await statusOf(asha, order)).toBe('pending')
})

test('a new order comes to the wall by itself and rings; by keys alone it is taken and sent out; a cancelled one says stop', async ({
  browser,
  shop,
}) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const counter = await leela.open('/admin/orders')
  await counter.getByRole('link', { name: 'Kitchen' }).first().click()
  await expect(counter.getByRole('heading', { level: 1, name: 'Kitchen' })).toBeVisible()
  const name = `Wall cake ${Date.now()}`
  const cake = await (await openKitchen(shop.url)).bake({ name })
  const order = await asha.order(cake._id, 'Happy  5th Aarav')
  await expect(ticket(counter, order)).toContainText('Happy  5th Aarav')
  await expect(counter.getByRole('region', { name: 'New orders' })).toContainText(order.number)
  await expect(counter.getByRole('region', { name: 'To make' })).toContainText(name)

  await counter.getByRole('button', { name: `Accept ${order.number}` }).focus()
  await counter.keyboard.press('Enter')
  await expect(counter.getByRole('region', { name: 'New orders' })).toHaveCount(0)
  await shows(counter, order, 'processing')
  await expect(ticket(counter, order)).toBeFocused()
  await meera.call('PATCH', `/api/orders/${order._id}/status`, { status: 'cancelled', reason: 'The customer called' })
  await expect(ticket(counter, order)).toContainText('Stop, this order is cancelled. The customer called')
  await counter.getByRole('button', { name: `Take ${order.number} off the wall` }).click()
  await expect(ticket(counter, order)).toHaveCount(0)
  await expect(counter.getByRole('region', { name: 'To make' })).not.toContainText(name)
})

test('an order that nobody took rings on, and the next one too, when somebody prints its ticket and comes back', async ({
  browser,
  shop,
}) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const cake = await (await openKitchen(shop.url)).bake()
  const page = await leela.open('/kitchen')
  const bell = page.getByRole('region', { name: 'New orders' })
  const first = await asha.order(cake._id)
  await expect(bell).toContainText(first.number)
  await ticket(page, first)
    .getByRole('link', { name: /ticket/i })
    .click()
  await expect(bell).toHaveCount(0)
  const cursor = () => page.evaluate(() => window.cakewire?.cursor)
  const before = await cursor()
  await asha.order(cake._id)
  await expect.poll(cursor).not.toBe(before)
  await page.goBack()
  await expect(bell).toContainText('2 new orders')
})

test('the kitchen is shut to customers', async ({ browser, shop }) => {
  await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
  const page = await asha.open('/kitchen')
  await expect(page.getByRole('heading', { level: 1, name: 'The counter is for staff' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the kitchen can be used by everybody (axe, ${colorScheme})`, async ({ browser, shop }) => {
    await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
    await ownLine(imran.context)
    await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
    const order = await asha.order((await (await openKitchen(shop.url)).bake())._id, 'For Papa')
    const page = await imran.open('/kitchen')
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await imran.context.setOffline(true)
    await press(page, 'Accept', order)
    await bar(page).getByRole('button', { name: 'Show' }).click()
    await untilStill(page)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
  })
}
