import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { endPayTime, openBank, orderByUpi, setUpi } from '../support/payments.ts'
import { demoUser, newCustomer, openBrowser, type Person, untilLive } from '../support/people.ts'
import type { ShopProcess } from '../support/shop-process.ts'
import { SIZES } from '../support/sizes.ts'
import { untilStill } from '../support/still.ts'

test.describe.configure({ timeout: 180_000 })

const UPI_ID = 'cakes.test@bank'
const tracker = /\/orders\/[0-9a-f]{24}$/
const pay = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true })
const code = (page: Page) => page.getByRole('img', { name: /^QR code that pays/ })
const headline = (page: Page) => page.getByRole('heading', { level: 1 })
const bell = (page: Page) => page.getByRole('region', { name: 'New orders' })
const detail = (page: Page, { number }: Order) => page.getByRole('article', { name: `Order ${number}` })
const howToPay = (page: Page) => page.getByRole('region', { name: 'How you pay' })
const way = (page: Page, name: RegExp) => howToPay(page).getByRole('radio', { name })
const accept = (page: Page, order: Order) => detail(page, order).getByRole('button', { name: `Accept ${order.number}` })
const orderOf = (person: Person, { _id }: Order) => person.call<Order>('GET', `/api/orders/${_id}`)

const bake = async ({ url }: ShopProcess) => (await (await openKitchen(url)).bake({ basePrice: 540 }))._id

let before: string | null | undefined

test.beforeEach(async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  before ??= (await meera.call<{ upiId: string | null }>('GET', '/api/admin/settings')).upiId
  await setUpi(meera, UPI_ID)
})

test.afterAll(async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await meera.call('PATCH', '/api/admin/settings', { upiId: before ?? null, upiName: '' })
})

/** A guest with a cake in the cart, who has typed all but how it is paid. */
async function standAtCheckout(guest: Person, cake: string): Promise<Page> {
  await guest.call('POST', '/api/cart/add', { productId: cake, quantity: 1 })
  const page = await guest.open('/checkout')
  await page.getByLabel('Pincode').fill('560038')
  await page.getByLabel('Delivery address').fill('402, Palm Grove Apartments, 12th Main')
  await page.getByLabel('Phone').fill('+91 98450 11724')
  await expect(page.getByRole('timer')).toBeVisible()
  return page
}

test('[D21] a guest chooses UPI with the keyboard alone, pays, and reads that it is paid without a reload; only then the counter rings and the kitchen has it', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using imran = await openBrowser(browser, shop.url, demoUser('imran'))
  await using guest = await openBrowser(browser, shop.url, null)
  const bank = await openBank(meera, shop)
  const counter = await meera.open('/admin/orders')
  const kitchen = await imran.open('/kitchen')
  const page = await standAtCheckout(guest, await bake(shop))
  await expect(way(page, /^Cash on delivery/)).toBeChecked()
  await way(page, /^Cash on delivery/).focus()
  await page.keyboard.press('ArrowDown')
  await expect(way(page, /^Pay now with any UPI app/)).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(tracker)

  const order = await guest.call<Order>('GET', `/api/orders/${page.url().slice(-24)}`)
  expect(order).toMatchObject({ paymentMethod: 'upi', paymentState: 'pending', status: 'pending' })
  const asks = new URLSearchParams((order.payLink ?? '').split('?')[1])
  expect(Object.fromEntries(asks)).toMatchObject({ pa: UPI_ID, pn: 'Cakewire & test', cu: 'INR', tr: order.number })
  expect(Number(asks.get('am'))).toBe(order.totalPrice)
  await expect(headline(page)).toContainText('Waits for your payment since')
  await expect(code(page)).toHaveAttribute('data-qr', order.payLink ?? 'a link')
  await expect(pay(page)).toContainText(UPI_ID)
  await expect(page.getByRole('timer')).toHaveText(/^(15:00|14:\d\d)$/)

  await counter.getByRole('button', { name: '1 new: show' }).click()
  const row = counter.locator(`tr[data-order="${order._id}"]`)
  await expect(row).toContainText('Waiting for payment')
  await expect(row.getByRole('button', { name: `Accept ${order.number}` })).toBeDisabled()
  await expect(row.getByRole('button', { name: `Accept ${order.number}` })).toHaveAccessibleDescription(/Not paid yet/)
  await expect(bell(counter)).toHaveCount(0)
  await expect(detail(kitchen, order)).toHaveCount(0)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  expect(await bank.says('payment.paid', order)).toBe('applied')
  await expect(pay(page)).toHaveAttribute('data-pay', 'paid')
  await expect(pay(page)).toContainText('Paid.')
  await expect(code(page)).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Paid. The money is here.' })).toBeAttached()
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  await expect(bell(counter)).toContainText(order.number)
  await expect(detail(kitchen, order)).toBeVisible()
  await row.getByRole('button', { name: `Accept ${order.number}` }).click()
  await expect(headline(page)).toContainText('In the kitchen since')
  await expect(bell(counter)).toHaveCount(0)
})

test('an order that waited before this counter was opened rings here when it is paid', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const bank = await openBank(meera, shop)
  const order = await orderByUpi(asha, await bake(shop))
  const counter = await meera.open('/admin/products')
  await bank.says('payment.paid', order)
  await expect(bell(counter)).toContainText(order.number)
})

test('who tried to pay for six minutes in vain has six minutes less', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const bank = await openBank(meera, shop)
  const order = await orderByUpi(asha, await bake(shop))
  const page = await asha.context.newPage()
  await page.clock.install()
  await page.goto(`/orders/${order._id}`)
  await untilLive(page)
  await bank.says('payment.authorized', order)
  await expect(pay(page)).toHaveAttribute('data-pay', 'on-its-way')
  await page.clock.fastForward('06:00')
  await bank.says('payment.failed', order)
  await expect(page.getByRole('timer')).toHaveText(/^(9:00|8:\d\d)$/)
})

test('staff say that the money came, with the bank’s reference; the buyer’s list and the signed link turn to paid', async ({
  browser,
  shop,
}) => {
  await using leela = await openBrowser(browser, shop.url, demoUser('leela'))
  await using asha = await newCustomer(browser, shop.url)
  await using nobody = await openBrowser(browser, shop.url, null)
  const order = await orderByUpi(asha, await bake(shop))
  const list = await asha.open('/orders')
  const link = list.getByRole('link', { name: `Pay ₹${order.totalPrice} for ${order.number}` })
  await link.click()
  await expect(code(list)).toBeVisible()
  const path = await list.getByRole('link', { name: 'The page behind it' }).getAttribute('href')
  const followed = await nobody.open(path ?? '')
  await expect(code(followed)).toHaveAttribute('data-qr', order.payLink ?? 'a link')
  await expect(followed.getByRole('timer')).toHaveText(/^(15:00|14:\d\d)$/)

  const counter = await leela.open(`/admin/orders?order=${order._id}`)
  await detail(counter, order).getByRole('button', { name: 'Money received' }).click()
  const dialog = counter.getByRole('dialog', { name: `₹${order.totalPrice} came for ${order.number}?` })
  await dialog.getByLabel('The bank’s reference').fill('430912345678')
  await dialog.getByRole('button', { name: 'Money received' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(detail(counter, order)).toContainText('received by UPI')
  await expect(detail(counter, order)).toContainText('430912345678')
  await expect(accept(counter, order)).toBeEnabled()
  for (const page of [list, followed]) await expect(pay(page)).toHaveAttribute('data-pay', 'paid')
  await list.goBack()
  await expect(list.getByRole('article', { name: `Order ${order.number}` })).toContainText('Paid')
  await expect(link).toHaveCount(0)
})

test('[F32] not paid in time it is cancelled on every screen; money that comes after is told, and given back', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const bank = await openBank(meera, shop)
  const order = await orderByUpi(asha, await bake(shop))
  const page = await asha.open(`/orders/${order._id}`)
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  await expect(code(page)).toBeVisible()

  await endPayTime(shop, order)
  await expect(headline(page)).toContainText('Cancelled', { timeout: 90_000 })
  await expect(page.getByText('Not paid in time.', { exact: true })).toBeVisible()
  await expect(code(page)).toHaveCount(0)
  await expect(detail(counter, order)).toContainText('Cancelled')

  await bank.says('payment.paid', order)
  await expect(pay(page)).toHaveAttribute('data-pay', 'came-anyway')
  await expect(pay(page)).toContainText(`The shop gives the ₹${order.totalPrice} back.`)
  await expect(detail(counter, order)).toContainText(`₹${order.totalPrice} to give back.`)
  await detail(counter, order).getByRole('button', { name: 'Given back' }).click()
  const dialog = counter.getByRole('dialog', { name: `₹${order.totalPrice} of ${order.number} given back?` })
  await dialog.getByRole('button', { name: 'Given back' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(pay(page)).toHaveAttribute('data-pay', 'given-back')
  await expect(detail(counter, order)).not.toContainText('to give back.')

  await page.getByRole('button', { name: `Order ${order.number} again` }).click()
  await expect(page.getByRole('link', { name: 'It is in your cart.' })).toBeVisible()
})

test('[D21] money of another amount is held at the counter with both figures; it is taken as it is, or given back', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const bank = await openBank(meera, shop)
  const cake = await bake(shop)
  const [one, two] = [await orderByUpi(asha, cake), await orderByUpi(asha, cake)]
  for (const order of [one, two]) expect(await bank.says('payment.paid', order, 50)).toBe('held')
  const counter = await meera.open(`/admin/orders?order=${one._id}`)
  await expect(bell(counter)).toHaveCount(0)
  await expect(detail(counter, one)).toContainText(`₹50 came; the order costs ₹${one.totalPrice}.`)
  await expect(accept(counter, one)).toBeDisabled()
  await detail(counter, one).getByRole('button', { name: 'Take it as it is' }).click()
  await counter.getByRole('dialog').getByRole('button', { name: 'Take it as it is' }).click()
  await expect(accept(counter, one)).toBeEnabled()
  expect((await orderOf(asha, one)).paymentState).toBe('paid')

  const other = await meera.open(`/admin/orders?order=${two._id}`)
  await detail(other, two).getByRole('button', { name: 'Given back' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Given back' }).click()
  await expect(detail(other, two)).not.toContainText('came; the order costs')
  await expect(detail(other, two)).toContainText(`Waits for ₹${two.totalPrice} by UPI.`)
  expect((await orderOf(asha, two)).paymentState).toBe('pending')
})

test('[D21] a question about money that has become other money is not answered by a press: the dialog says so', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const bank = await openBank(meera, shop)
  const order = await orderByUpi(asha, await bake(shop))
  const counter = await meera.open(`/admin/orders?order=${order._id}`)
  await detail(counter, order).getByRole('button', { name: 'Money received' }).click()
  const dialog = counter.getByRole('dialog', { name: `₹${order.totalPrice} came for ${order.number}?` })
  await expect(dialog).toBeVisible()
  expect(await bank.says('payment.paid', order, 4)).toBe('held')
  await dialog.getByRole('button', { name: 'Money received' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This order changed meanwhile')
  await expect(dialog.getByRole('button', { name: 'Money received' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(detail(counter, order)).toContainText(`₹4 came; the order costs ₹${order.totalPrice}.`)
  expect((await orderOf(asha, order)).paymentState).toBe('pending')
})

test('a shop that stops taking UPI while somebody stands at checkout says so, and the order goes another way', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/422/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using guest = await openBrowser(browser, shop.url, null)
  const page = await standAtCheckout(guest, await bake(shop))
  await way(page, /UPI/).check({ force: true })
  await setUpi(meera, null)
  await expect(howToPay(page).getByRole('alert')).toContainText('is not offered any more.')
  await expect(way(page, /UPI/)).toHaveCount(0)
  await expect(way(page, /^Cash/)).not.toBeChecked()
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(way(page, /^Cash/)).toBeFocused()
  await setUpi(meera, UPI_ID)
  await expect(howToPay(page).getByRole('alert')).toHaveCount(0)
  await expect(way(page, /UPI/)).toBeChecked()

  // Taken back while the order is on its way.
  await page.route(
    '**/api/orders',
    async (route) => {
      await setUpi(meera, null)
      await route.continue()
    },
    { times: 1 },
  )
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(howToPay(page).getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Delivery address')).toHaveValue(/Palm Grove/)
  await way(page, /^Cash/).check({ force: true })
  await expect(howToPay(page).getByRole('alert')).toHaveCount(0)
  await page.getByRole('button', { name: /^(Place order|Try again)/ }).click()
  await expect(page).toHaveURL(tracker)
  const [order] = await guest.call<Order[]>('GET', '/api/orders')
  expect(order).toMatchObject({ paymentMethod: 'cod' })
})

test('the owner sets the UPI id, sees the code, makes a secret that is shown once, tests it, and reads what came', async ({
  browser,
  shop,
}) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  await meera.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await meera.open('/admin/settings/payments')
  await page.getByLabel('UPI id').fill('no id')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('A UPI id looks like cakes@bank.')).toBeVisible()
  await expect(code(page)).toHaveCount(0)
  await page.getByLabel('UPI id').fill('other.cakes@bank')
  await expect(code(page)).toHaveAttribute('data-qr', /^upi:\/\/pay\?pa=other\.cakes@bank&.*am=1\.00/)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible()
  expect(await meera.call('GET', '/api/admin/settings')).toMatchObject({ upiId: 'other.cakes@bank' })

  await page.getByRole('button', { name: /^Make a (new )?secret/ }).click()
  const asked = page.getByRole('dialog', { name: 'A new secret?' })
  const told = page.getByRole('dialog', { name: 'The secret' })
  await expect(asked.or(told)).toBeVisible()
  if (await asked.isVisible()) await asked.getByRole('button', { name: 'Make a new secret' }).click()
  const secret = await told.getByLabel('Secret').inputValue()
  expect(secret).toMatch(/^whsec_/)
  await told.getByRole('button', { name: 'Copy the secret' }).click()
  await expect(told.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await told.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('The secret is from')).toBeVisible()
  await page.getByRole('button', { name: 'Send a test notice' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'It works.' })).toBeVisible()
  await page.reload()
  expect(await page.content()).not.toContain(secret)
  await untilLive(page)

  const bank = await openBank(meera, shop)
  const order = await orderByUpi(asha, await bake(shop))
  const line = page.getByRole('listitem').filter({ hasText: order.number })
  await bank.says('payment.paid', order)
  await expect(line.filter({ hasText: 'Counted' })).toHaveCount(1)
  await bank.says('payment.paid', order)
  await expect(line.filter({ hasText: 'Said before' })).toHaveCount(1)
  await bank.says('payment.paid', { number: 'CW-99999999', totalPrice: 10 })
  await expect(page.getByRole('listitem').filter({ hasText: 'CW-99999999' })).toContainText('Waits for its order')
  await expect(page.getByText('The one before is good until')).toBeVisible()
})

for (const [screen, viewport] of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`paying, and what the owner sets of it, can be used by everybody (axe, ${colorScheme}, ${screen})`, async ({ browser, shop }) => {
      await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
      await using asha = await newCustomer(browser, shop.url)
      const bank = await openBank(meera, shop)
      const cake = await bake(shop)
      const [waits, held] = [await orderByUpi(asha, cake), await orderByUpi(asha, cake)]
      await bank.says('payment.paid', held, 50)
      const own = await asha.open(`/orders/${waits._id}`)
      const path = (await own.getByRole('link', { name: 'The page behind it' }).getAttribute('href')) ?? ''
      await own.close()
      for (const [person, where] of [
        [asha, `/orders/${waits._id}`],
        [asha, path],
        [meera, `/admin/orders?order=${waits._id}`],
        [meera, `/admin/orders?order=${held._id}`],
        [meera, '/admin/settings/payments'],
      ] as const) {
        const page = await person.open(where)
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await untilStill(page)
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', ...(person === asha ? ['best-practice'] : [])])
          .analyze()
        expect(violations.map(({ id, nodes }) => `${where} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
        if (where === path) {
          // Dark on light, also where all else is light on dark.
          await expect(code(page).locator('rect')).toHaveCSS('fill', 'rgb(255, 255, 255)')
          await expect(code(page).locator('path')).toHaveCSS('fill', 'rgb(0, 0, 0)')
          await expect(page.locator('[data-pay-link]')).toBeVisible({ visible: screen === 'phone' })
          await expect(page.locator('[data-pay-link]')).toHaveAttribute('href', waits.payLink ?? '')
        }
        await page.close()
      }
    })
  }
}
