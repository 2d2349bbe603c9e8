import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { Cart } from '../../src/contract/cart.ts'
import type { Order } from '../../src/contract/order.ts'
import type { AdminProduct } from '../../src/contract/product.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { ownLine } from '../support/own-line.ts'
import { reachForUndo } from '../support/undo.ts'

const ADDRESS = '402, Palm Grove Apartments, 12th Main'
const PHONE = '+91 98450 11723'
const PINCODE = '560038'

const live = (page: Page) => expect(page.locator('[data-link=live]')).toBeVisible()

/** From here on what the kitchen and other tabs do reaches the page. */
const open = async (page: Page, path: string) => {
  await page.goto(path)
  await live(page)
}

/** As another tab of the same person does it. */
const put = async (page: Page, cake: AdminProduct, more: object = {}): Promise<Cart> => {
  const answer = await page.request.post('/api/cart/add', {
    headers: { 'sec-fetch-site': 'same-origin' },
    data: { productId: cake._id, quantity: 1, ...more },
  })
  expect(answer.status()).toBe(200)
  return (await answer.json()) as Cart
}

const ordersOf = async (page: Page): Promise<Order[]> => (await page.request.get('/api/orders')).json() as Promise<Order[]>

/** With one cake in the cart and every field filled. */
async function standAtCheckout(page: Page, cake: AdminProduct): Promise<void> {
  await put(page, cake)
  await open(page, '/checkout')
  await page.getByLabel('Pincode').fill(PINCODE)
  await page.getByLabel('Delivery address').fill(ADDRESS)
  await page.getByLabel('Phone').fill(PHONE)
  await page.getByLabel('Notes').fill('The bell is broken')
  // Their time is kept. Asked for later, it would be for a cart that is ordered already.
  await expect(page.getByRole('timer')).toBeVisible()
}

const expectNothingLost = async (page: Page) => {
  await expect(page.getByLabel('Pincode')).toHaveValue(PINCODE)
  await expect(page.getByLabel('Delivery address')).toHaveValue(ADDRESS)
  await expect(page.getByLabel('Phone')).toHaveValue(PHONE)
  await expect(page.getByLabel('Notes')).toHaveValue('The bell is broken')
}

const placeButton = (page: Page): Locator => page.getByRole('button', { name: /^Place order|^Try again/ })

/** The shop does what it is asked next, an order unless another path is given, and its answer gets lost on the way back. */
async function loseAnswer(page: Page, path = '**/api/orders') {
  let lost = 0
  await page.route(path, async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return await route.fallback()
    lost++
    await route.fetch()
    await route.abort('connectionreset')
  })
}

const tracker = /\/orders\/[0-9a-f]{24}$/

test('a guest buys a cake, from the front door to the tracker, without an account', async ({ page }) => {
  await open(page, '/')
  await page.getByRole('article').first().getByRole('link').first().click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'See your cart' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your cart' })).toBeVisible()
  await page.getByRole('link', { name: /^Checkout/ }).click()

  await page.getByLabel('Pincode').fill(PINCODE)
  await page.getByLabel('Delivery address').fill(ADDRESS)
  await page.getByLabel('Phone').fill(PHONE)
  // Their time is kept. Asked for later, it would be for a cart that is ordered already.
  await expect(page.getByRole('timer')).toBeVisible()
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  const [order, ...others] = await ordersOf(page)
  expect(others).toEqual([])
  await expect(page).toHaveURL(new RegExp(`${order?._id}$`))
  await expect(page.getByText(ADDRESS)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cart, 0 pieces' })).toBeVisible()

  await page.goBack()
  await expect(page).not.toHaveURL(/checkout/)
  await page.goto('/checkout')
  await expect(page.getByRole('heading', { name: 'Only crumbs here' })).toBeVisible()
})

test('[D12] two quick clicks make one order', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await standAtCheckout(page, await kitchen.bake())
  await placeButton(page).dblclick()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(page)).toHaveLength(1)
})

test('[D12] a second click that comes once the first is answered makes no second order', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await standAtCheckout(page, await kitchen.bake())
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/orders/*.data*', async (route) => {
    await arrival
    await route.fallback()
  })
  let asked = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/orders')) asked++
  })
  await placeButton(page).click()
  const ordered = page.getByRole('button', { name: 'Ordered' })
  await ordered.click()
  await ordered.press('Enter')
  arrive()
  await expect(page).toHaveURL(tracker)
  expect(asked).toBe(1)
  expect(await ordersOf(page)).toHaveLength(1)
})

test('[D12] an order whose answer got lost is one order: tried again, after a reload too, it leads to where it is', async ({
  page,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_CONNECTION_RESET/)
  const kitchen = await openKitchen(shop.url)
  await standAtCheckout(page, await kitchen.bake({ name: 'Doubtful truffle' }))
  await loseAnswer(page)
  await placeButton(page).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was lost. Try again')
  await expect(page.locator('form')).toContainText('Doubtful truffle')
  await expectNothingLost(page)

  await page.reload()
  await expect(page.getByRole('alert')).toContainText('Nothing was lost. Try again')
  await expectNothingLost(page)
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(page)).toHaveLength(1)
})

test('[D12] what is changed after a lost answer makes no second order: the first is shown', async ({ page, shop, expectedErrors }) => {
  expectedErrors.push(/ERR_CONNECTION_RESET/, /422/)
  const kitchen = await openKitchen(shop.url)
  await standAtCheckout(page, await kitchen.bake())
  await loseAnswer(page)
  await placeButton(page).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was lost. Try again')
  await page.getByLabel('Delivery address').fill('7, Somewhere Else')
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  await expect(page.getByText('Your earlier try had gone through. This is that order.')).toBeVisible()
  expect(await ordersOf(page)).toMatchObject([{ shippingAddress: ADDRESS }])
})

test('[D22] a price that changes while somebody is at checkout is asked again, and nothing typed is lost', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ basePrice: 600 })
  await standAtCheckout(page, cake)
  await expect(page.getByRole('button', { name: 'Place order · ₹600' })).toBeVisible()
  await kitchen.change(cake, { basePrice: 650 })
  const note = page.getByRole('alert').filter({ hasText: 'The total changed while you were here.' })
  await expect(note).toContainText('It was ₹600, now it is ₹650')
  await page.getByRole('button', { name: 'Place order · ₹650' }).click()
  await expect(note.getByRole('button', { name: 'OK, ₹650' })).toBeFocused()
  expect(await ordersOf(page)).toEqual([])

  await expectNothingLost(page)
  await note.getByRole('button', { name: 'OK, ₹650' }).click()
  await expect(note).toHaveCount(0)
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  expect(await ordersOf(page)).toMatchObject([{ totalPrice: 650 }])
})

test('[D22] where no news come through, the shop itself refuses the old price and it is asked again', async ({
  page,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/socket\.io/, /WebSocket/, /409/)
  await ownLine(page.context())
  await page.routeWebSocket(/socket\.io/, (route) => route.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await put(page, cake)
  await page.goto('/checkout')
  await page.getByLabel('Delivery address').fill(ADDRESS)
  await page.getByLabel('Phone').fill(PHONE)
  await page.getByLabel('Notes').fill('The bell is broken')
  // The price that the buyer is told, before it changes.
  const quoted = page.waitForResponse((response) => response.url().endsWith('/api/quote') && response.ok())
  await page.getByLabel('Pincode').fill(PINCODE)
  await quoted
  await expect(page.getByRole('button', { name: 'Place order · ₹450' })).toBeVisible()
  await kitchen.change(cake, { basePrice: 420 })
  await page.getByRole('button', { name: 'Place order · ₹450' }).click()
  await expect(page.getByRole('alert')).toContainText('It was ₹450, now it is ₹470')
  await expectNothingLost(page)
  await page.getByRole('button', { name: 'OK, ₹470' }).click()
  await page.getByRole('button', { name: 'Place order · ₹470' }).click()
  await expect(page).toHaveURL(tracker)
})

test('[D22] a price that changes while a cake lies in the cart is said at its line until it is read', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake()
  await put(page, cake)
  await open(page, '/cart')
  await kitchen.change(cake, { basePrice: 425 })
  const note = page.getByRole('status').filter({ hasText: '→' })
  await expect(note).toContainText('₹400 → ₹425 each.')
  await expect(page.getByRole('link', { name: 'Checkout · ₹475' })).toBeVisible()
  await page.reload()
  await live(page)
  await expect(note).toContainText('₹400 → ₹425 each.')
  await note.getByRole('button', { name: /^Keep/ }).click()
  await expect(note).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('link', { name: 'Checkout · ₹475' })).toBeVisible()
  await expect(note).toHaveCount(0)
})

test('what cannot be ordered any more is said at the cake it concerns, with what can be done', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const few = await kitchen.bake({ name: 'Rare fig', stock: 5 })
  const other = await kitchen.bake({ name: 'Plain sponge' })
  await put(page, few, { quantity: 4 })
  await put(page, other, { size: '1 kg' })
  await open(page, '/checkout')
  const line = (name: string) => page.getByRole('complementary', { name: 'Your order' }).getByRole('listitem').filter({ hasText: name })
  await kitchen.change(few, { stock: 2 })
  await expect(line('Rare fig')).toContainText('Only 2 left.')
  await expect(placeButton(page)).toBeDisabled()
  await line('Rare fig').getByRole('button', { name: 'Take 2' }).click()
  await expect(line('Rare fig')).not.toContainText('Only 2 left.')
  await expect(placeButton(page)).toBeEnabled()

  const smaller = await kitchen.change(other, { sizes: other.sizes.slice(0, 1) })
  await expect(line('Plain sponge')).toContainText('1 kg is no longer made.')
  await line('Plain sponge').getByRole('button', { name: 'Choose again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click()
  await expect(line('Plain sponge')).toContainText('0.5 kg')

  await kitchen.change(smaller, { available: false })
  await expect(line('Plain sponge')).toContainText('No longer on offer.')
  await line('Plain sponge').getByRole('button', { name: 'Remove' }).click()
  await expect(line('Plain sponge')).toHaveCount(0)
  await expect(placeButton(page)).toBeEnabled()
})

test('[B12] what another tab puts into the cart shows here at once, marked as theirs; what is done here is not', async ({
  page,
  context,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const [first, second] = [await kitchen.bake({ name: 'Lemon loaf' }), await kitchen.bake({ name: 'Plum tart' })]
  await put(page, first)
  await open(page, '/cart')
  const line = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name })
  const there = await context.newPage()
  await open(there, `/product/${second._id}`)
  await there.getByRole('button', { name: 'Add to cart' }).click()
  await expect(line('Plum tart')).toContainText('Added on your other screen')
  await expect(page.getByRole('link', { name: 'Checkout · ₹800' })).toBeVisible()

  await line('Lemon loaf').getByRole('button', { name: 'One more' }).click()
  await expect(line('Lemon loaf')).toContainText('₹800')
  await expect(line('Lemon loaf')).not.toContainText('other screen')
  await there.goto('/cart')
  await expect(there.getByRole('main').getByRole('listitem').filter({ hasText: 'Lemon loaf' })).toContainText('₹800')
})

test('a cake that is taken out comes back when it is undone, and an empty cart names the way on', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ name: 'Fig cake' })
  await put(page, cake, { quantity: 2, message: 'Happy Meera' })
  await open(page, '/cart')
  await page.getByRole('button', { name: 'Remove Fig cake' }).click()
  const undo = await reachForUndo(page)
  await expect(page.getByRole('heading', { name: 'Only crumbs here' })).toBeVisible()
  await undo.click()
  await expect(page.getByText('“Happy Meera”')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cart, 2 pieces' })).toBeVisible()
})

test('a cake whose answer got lost is in the cart once when it is tried again, and a changed quantity is another wish', async ({
  page,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_CONNECTION_RESET/)
  const cake = await (await openKitchen(shop.url)).bake({ name: 'Fig cake' })
  await open(page, `/product/${cake._id}`)
  await loseAnswer(page, '**/api/cart/add')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByText('It may be in your cart already.')).toBeVisible()
  await page.getByRole('button', { name: 'No answer. Try again' }).click()
  await expect(page.getByRole('link', { name: 'See your cart' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()

  await page.unrouteAll()
  await loseAnswer(page, '**/api/cart/add')
  await page.getByRole('button', { name: /^(In your cart|Add to cart)$/ }).click()
  await expect(page.getByRole('button', { name: 'No answer. Try again' })).toBeVisible()
  await page.getByRole('button', { name: /^One more/ }).click()
  await expect(page.getByText('It may be in your cart already.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('link', { name: 'Cart, 4 pieces' })).toBeVisible()
})

test('ordering again, and putting a cake back, happen once when their answers get lost', async ({ page, shop, expectedErrors }) => {
  expectedErrors.push(/ERR_CONNECTION_RESET/)
  await standAtCheckout(page, await (await openKitchen(shop.url)).bake({ name: 'Fig cake' }))
  await placeButton(page).click()
  await expect(page).toHaveURL(tracker)
  await loseAnswer(page, '**/api/orders/*/reorder')
  const again = page.getByRole('button', { name: /^Order CW-\d+ again$/ }).first()
  await again.click()
  await expect(page.getByText('No answer from the shop.')).toBeVisible()
  await again.click()
  await expect(page.getByRole('link', { name: 'It is in your cart.' })).toBeVisible()
  await page.getByRole('link', { name: 'It is in your cart.' }).click()
  await expect(page.getByRole('link', { name: 'Cart, 1 piece' })).toBeVisible()

  await loseAnswer(page, '**/api/cart/add')
  await page.getByRole('button', { name: 'Remove Fig cake' }).click()
  await (await reachForUndo(page)).click()
  const retry = page.getByRole('button', { name: 'Try again' })
  await retry.hover()
  const answered = page.waitForResponse('**/api/cart/add')
  await retry.click()
  expect((await answered).status()).toBe(200)
  expect((await (await page.request.get('/api/cart')).json()) as Cart).toMatchObject({ items: [{ quantity: 1 }] })
})

test('what is missing is said beside its field, and the first of them has the focus', async ({ page, shop }) => {
  const kitchen = await openKitchen(shop.url)
  await put(page, await kitchen.bake())
  await open(page, '/checkout')
  await page.getByLabel('Pincode').fill(PINCODE)
  const phone = page.getByLabel('Phone')
  await phone.fill('123')
  await phone.blur()
  await expect(phone).toHaveAccessibleDescription(/3 digits so far/)
  await placeButton(page).click()
  await expect(page.getByLabel('Delivery address')).toBeFocused()
  await expect(page.getByLabel('Delivery address')).toHaveAccessibleDescription(/Tell us where the cake goes/)
  expect(await ordersOf(page)).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`cart and checkout can be used by everybody (axe, ${colorScheme})`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const judge = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    }
    const kitchen = await openKitchen(shop.url)
    const cake = await kitchen.bake({ stock: 3 })
    await open(page, '/cart')
    await judge('empty cart')
    await put(page, cake, { quantity: 2, message: 'Happy Meera' })
    await put(page, await kitchen.bake())
    await open(page, '/cart')
    await kitchen.change(cake, { stock: 1 })
    await expect(page.getByRole('button', { name: 'Take 1' })).toBeVisible()
    await judge('cart')
    await page.goto('/checkout')
    await live(page)
    await page.getByLabel('Phone').fill('1')
    await page.getByLabel('Phone').blur()
    await judge('checkout')
  })
}
