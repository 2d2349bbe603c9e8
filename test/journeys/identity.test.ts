import { randomBytes } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { demoUser, newCustomer, openBrowser, untilLive } from '../support/people.ts'
import { untilStill } from '../support/still.ts'

test.beforeEach(({ context }) => ownLine(context))

const headline = (page: Page) => page.getByRole('heading', { level: 1 })

async function openForm(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await untilLive(page)
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Fails if the page is ever loaded anew after this. */
const neverReloads = async (page: Page) => {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  return async () => expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
}

/** Everything that a script, or somebody at this keyboard, could read of this tab. */
const readable = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.cookie,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(window.history.state),
      JSON.stringify((window as { __reactRouterContext?: { state?: unknown } }).__reactRouterContext?.state ?? null),
    ].join('\n'),
  )

test('[B15] signing in and out changes whose page it is without a reload: news of one’s own begin, and end', async ({
  page,
  browser,
  shop,
}) => {
  await using asha = await newCustomer(browser, shop.url)
  await using counter = await openBrowser(browser, shop.url, demoUser('leela'))
  const me = await asha.call<{ email: string; name: string; _id: string }>('GET', '/api/auth/me')
  const kitchen = await openKitchen(shop.url)
  const order = await asha.order((await kitchen.bake())._id)
  const heard: string[] = []
  page.on('websocket', (line) => line.on('framereceived', ({ payload }) => heard.push(String(payload))))

  await openForm(page, '/login?next=/orders')
  const stillTheSame = await neverReloads(page)
  await signIn(page, { email: me.email, password: 'mango after the rain' })
  const mine = page.getByRole('article', { name: `Order ${order.number}` })
  await expect(mine).toContainText('Pending')
  await expect(page.getByRole('link', { name: `Account of ${me.name}` })).toBeVisible()
  await untilLive(page)
  await counter.call<Order>('PATCH', `/api/orders/${order._id}/status`, { status: 'processing' })
  await expect(mine).toContainText('Processing')
  expect(await page.evaluate(() => window.cakewire?.cursor)).toContain(me._id)

  await page.getByRole('link', { name: `Account of ${me.name}` }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await expect(page).toHaveURL(`${shop.url}/`)
  await untilLive(page)
  await stillTheSame()
  expect(await page.evaluate(() => window.cakewire?.cursor)).not.toContain(me._id)
  heard.length = 0
  await counter.call<Order>('PATCH', `/api/orders/${order._id}/status`, { status: 'shipped' })
  // Whatever is told after the private news is told after it on this line, too.
  const cake = await kitchen.bake()
  await expect.poll(() => heard.join('\n')).toContain(cake._id)
  expect(heard.join('\n')).not.toContain(order._id)
  expect(heard.join('\n')).not.toContain(me._id)
})

test('[B15] [C21] after signing out, a tab that was opened signed in keeps nothing of that person: neither page nor storage', async ({
  browser,
  shop,
}) => {
  await using asha = await newCustomer(browser, shop.url)
  const me = await asha.call<{ email: string; name: string; _id: string }>('GET', '/api/auth/me')
  await asha.call('PUT', '/api/auth/me', { name: 'Asha Kept-Nowhere' })
  const cake = await (await openKitchen(shop.url)).bake()
  const order = await asha.order(cake._id)
  await asha.call('POST', '/api/cart/add', { productId: cake._id, quantity: 1 })
  const secrets = [me._id, me.email, 'Kept-Nowhere', order._id, order.number, '77 Secret Lane']
  const other = await asha.open(`/orders/${order._id}`)
  const tab = await asha.open('/checkout')
  await tab
    .getByLabel(/address/i)
    .first()
    .fill('77 Secret Lane, Kolkata')
  await expect.poll(() => readable(tab)).toContain('77 Secret Lane')
  // Within the shop: the page's first data, and what was typed, are still in this tab.
  await tab.evaluate(() => {
    window.history.pushState({}, '', '/account')
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  })
  await expect(headline(tab)).toHaveText('Asha Kept-Nowhere')
  const stillTheSame = await neverReloads(tab)
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await expect(tab.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  const left = async () => {
    const text = await readable(tab)
    return secrets.filter((secret) => text.includes(secret))
  }
  await expect.poll(left).toEqual([])
  await stillTheSame()

  await expect(headline(other)).toHaveText('No such order here', { timeout: 20_000 })
  expect(await asha.context.cookies()).toEqual([])
})

test('[C21] a script can read neither the session nor who is signed in from cookies and storage', async ({ page, context, shop }) => {
  const asha = demoUser('asha')
  await openForm(page, '/login')
  await signIn(page, asha)
  await expect(page.getByRole('link', { name: `Account of ${asha.name}` })).toBeVisible()
  const [cookie, ...more] = await context.cookies(shop.url)
  expect(more).toEqual([])
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', secure: true })
  expect(cookie?.name).toMatch(/^__Host-/)
  const stored = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))
  for (const secret of [cookie?.value ?? '', asha.email, asha.name, asha.phone, 'oken']) expect(stored).not.toContain(secret)
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('[C23] the shop works under any name that leads to it, and speaks to no other', async ({ page, browser, shop }) => {
  const { port } = new URL(shop.url)
  const here = `http://localhost:${port}`
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  page.on('websocket', (line) => hosts.add(new URL(line.url()).host))
  await openForm(page, `${here}/login?next=/orders`)
  await signIn(page, demoUser('ravi'))
  await expect(page).toHaveURL(`${here}/orders`)
  await untilLive(page)
  await using ravi = await openBrowser(browser, shop.url, demoUser('ravi'))
  const order = await ravi.order((await (await openKitchen(shop.url)).bake())._id)
  await expect(page.getByRole('article', { name: `Order ${order.number}` })).toBeVisible()
  expect([...hosts].filter((host) => host !== '')).toEqual([`localhost:${port}`])
})

test('staff begin where they work; the demo’s people are a press away', async ({ page }) => {
  await openForm(page, '/login')
  await page.getByRole('button', { name: 'The kitchen' }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue(demoUser('imran').email)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/kitchen$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Kitchen' })).toBeVisible()
})

test('[F72] after signing in a link of another site leads nowhere but into the shop', async ({ page, shop }) => {
  await openForm(page, `/login?next=${encodeURIComponent('//evil.example/orders')}`)
  await signIn(page, demoUser('ravi'))
  await expect(page.getByRole('link', { name: `Account of ${demoUser('ravi').name}` })).toBeVisible()
  await expect(page).toHaveURL(`${shop.url}/`)
})

test('a wrong password is said in place, and nothing typed is lost', async ({ page, expectedErrors }) => {
  expectedErrors.push(/401/)
  await openForm(page, '/login')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Your e-mail is missing.')).toBeVisible()
  await signIn(page, { email: 'asha@cakewire.example', password: 'not this one' })
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.')
  await expect(page.getByLabel('E-mail')).toHaveValue('asha@cakewire.example')
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show the password' }).click()
  await expect(password).toHaveAttribute('type', 'text')
})

test('who ordered as a guest opens an account, and the orders come along', async ({ browser, shop }) => {
  await using guest = await openBrowser(browser, shop.url, null)
  const order = await guest.order((await (await openKitchen(shop.url)).bake())._id)
  const page = await guest.open('/orders')
  const mine = page.getByRole('article', { name: `Order ${order.number}` })
  await expect(mine).toBeVisible()
  await page.getByRole('link', { name: 'Open one' }).click()
  await page.getByLabel('Name').fill('Nila Das')
  await page.getByLabel('E-mail').fill('not an address')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Open the account' }).click()
  await expect(page.getByText('Must be an e-mail address.')).toBeVisible()
  await expect(page.getByText('Must have at least 8 characters.')).toBeVisible()
  await page.getByLabel('E-mail').fill(`nila-${randomBytes(4).toString('hex')}@cakes.example`)
  await page.getByLabel('Password', { exact: true }).fill('a cake a day')
  await page.getByRole('button', { name: 'Open the account' }).click()
  await expect(page.getByRole('link', { name: 'Account of Nila Das' })).toBeVisible()
  await expect(page).toHaveURL(`${shop.url}/orders`)
  await expect(mine).toBeVisible()
})

test('an account changes its name and its password; the new one opens it, the old one does not', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  const { email } = await asha.call<{ email: string }>('GET', '/api/auth/me')
  const page = await asha.open('/account')
  await page.getByLabel('Name').fill('Asha Rao')
  await page.getByLabel('Phone').fill('not a number')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Must be a phone number.')).toBeVisible()
  await page.getByLabel('Phone').fill('+91 98300 12345')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(headline(page)).toHaveText('Asha Rao')
  await expect(page.getByLabel('Phone')).toHaveValue('+919830012345')

  await page.getByLabel('Password now').fill('not this one')
  await page.getByLabel('New password').fill('kesar and cardamom')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('That is not your password now.')).toBeVisible()
  await page.getByLabel('Password now').fill('mango after the rain')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByRole('button', { name: 'Changed' })).toBeVisible()
  await untilLive(page)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).first().click()
  await signIn(page, { email, password: 'mango after the rain' })
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.')
  await signIn(page, { email, password: 'kesar and cardamom' })
  await expect(page.getByRole('link', { name: 'Account of Asha Rao' })).toBeVisible()
})

test('who signs in by the header is led back to where they were, and from home to home', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake()
  await page.goto(`/category/${encodeURIComponent(cake.category)}?sort=price`)
  const link = page.getByRole('banner').getByRole('link', { name: 'Sign in' })
  await link.click()
  // By another way to the same page, and to the one next door.
  await link.click()
  await page.getByRole('link', { name: 'Open an account' }).click()
  await expect(headline(page)).toHaveText('Open an account')
  await link.click()
  await expect(headline(page)).toHaveText('Sign in')
  await signIn(page, demoUser('asha'))
  await expect(page.getByRole('link', { name: 'Account of Asha Menon' })).toBeVisible()
  await expect(page).toHaveURL(`/category/${encodeURIComponent(cake.category)}?sort=price`)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await link.click()
  await expect(page).toHaveURL('/login')
})

test('one’s own notifications arrive live, and are read in every tab once they are read in one', async ({ browser, shop }) => {
  await using asha = await newCustomer(browser, shop.url)
  const one = await asha.open('/notifications')
  const other = await asha.open('/notifications')
  await expect(one.getByText('What happens to your orders, and what is back that you wait for, is told here.')).toBeVisible()
  const order = await asha.order((await (await openKitchen(shop.url)).bake())._id)
  await expect(one.getByRole('listitem').filter({ hasText: order.number })).toBeVisible()
  await one.getByRole('button', { name: 'Mark all read' }).click()
  await expect(other.getByText('All read', { exact: true })).toBeVisible()
  await other.getByRole('link', { name: 'Show' }).click()
  await expect(other).toHaveURL(`${shop.url}/orders/${order._id}`)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`signing in and the account can be used by everybody (axe, ${colorScheme})`, async ({ browser, shop }) => {
    test.setTimeout(180_000)
    await using asha = await openBrowser(browser, shop.url, demoUser('asha'))
    for (const path of ['/login', '/register', '/setup', '/account', '/notifications']) {
      const page = await asha.open(path)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await untilStill(page)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
      await page.close()
    }
  })
}
