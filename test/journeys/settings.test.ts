import type { Account } from '../../src/contract/account.ts'
import type { Slot } from '../../src/contract/delivery.ts'
import { expect, test } from '../support/journey.ts'
import { demoUser, newCustomer, openBrowser, untilLive } from '../support/people.ts'
import { reachForUndo } from '../support/undo.ts'

test('the owner adds a zone from a pasted list; what belongs to another zone is said at its field, and removing has a way back', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await meera.call('POST', '/api/admin/zones', { name: 'Far east', pincodes: ['781001'], fee: 90 })
  const page = await meera.open('/admin/settings/zones')
  await page.getByRole('button', { name: 'Add a zone' }).click()
  const sheet = page.getByRole('dialog', { name: 'A new zone' })
  await sheet.getByLabel('Name').fill('North east')
  await sheet.getByLabel('Pincodes').fill('781001, 781003\n7820')
  await sheet.getByLabel('Delivery, ₹').fill('sixty')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByText('Write a number.')).toBeVisible()
  await sheet.getByLabel('Delivery, ₹').fill('60')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByText('781001 belongs to Far east.')).toBeVisible()
  // Nothing typed is lost without a word.
  await page.keyboard.press('Escape')
  await expect(sheet.getByText('Close without saving?')).toBeVisible()
  await sheet.getByRole('button', { name: 'Keep editing' }).click()
  await sheet.getByLabel('Pincodes').fill('781003\n7820')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  const zone = page.getByRole('main').getByRole('listitem').filter({ hasText: 'North east' })
  await expect(zone).toContainText('781003, 7820')
  await zone.getByRole('button', { name: 'Remove North east' }).click()
  const undo = await reachForUndo(page)
  await expect(zone).toBeHidden()
  await undo.click()
  await expect(zone).toBeVisible()
})

test('what one owner saves appears in the form of another, who loses nothing typed', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const before = await meera.call<{ tagline: string; holdMinutes: number }>('GET', '/api/admin/settings')
  const [one, two] = [await meera.open('/admin/settings'), await meera.open('/admin/settings')]
  await two.getByLabel('Minutes a checkout keeps its slot').fill('17')
  await one.getByLabel('One line about it').fill('Baked this morning')
  await one.getByRole('button', { name: 'Save' }).click()
  await expect(two.getByLabel('One line about it')).toHaveValue('Baked this morning')
  await expect(two.getByLabel('Minutes a checkout keeps its slot')).toHaveValue('17')
  await two.getByRole('button', { name: 'Save' }).click()
  await expect(one.getByLabel('Minutes a checkout keeps its slot')).toHaveValue('17')
  await meera.call('PATCH', '/api/admin/settings', { tagline: before.tagline, holdMinutes: before.holdMinutes })
})

test('[C19] a press lets new reviews wait for the shop, and is seen by the other owner', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const first = async () => (await meera.call<{ reviewsFirstChecked: boolean }>('GET', '/api/admin/settings')).reviewsFirstChecked
  expect(await first()).toBe(false)
  const [one, two] = [await meera.open('/admin/settings'), await meera.open('/admin/settings')]
  await one.getByRole('switch', { name: 'New ones wait' }).click()
  for (const page of [one, two]) await expect(page.getByRole('switch', { name: 'New ones wait' })).toBeChecked()
  expect(await first()).toBe(true)
  await two.getByRole('switch', { name: 'New ones wait' }).click()
  for (const page of [one, two]) await expect(page.getByRole('switch', { name: 'New ones wait' })).not.toBeChecked()
})

test('points of one slot’s day are set while somebody else looks on', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  const slot = await meera.call<Slot>('POST', '/api/admin/slots', { mode: 'pickup', starts: '05:05', ends: '05:55', capacity: 20 })
  const [one, two] = [await meera.open('/admin/settings/days'), await meera.open('/admin/settings/days')]
  const line = (page: typeof one) => page.getByRole('listitem').filter({ hasText: '05:05 to 05:55' }).nth(2)
  await line(one).getByLabel('Points of 05:05', { exact: false }).first().fill('7')
  await line(one).getByRole('button', { name: 'Set the points of 05:05', exact: false }).click()
  for (const page of [one, two]) await expect(line(page)).toContainText('of 7 taken, set for this day')
  await line(two).getByRole('button', { name: 'As usual' }).click()
  for (const page of [one, two]) await expect(line(page)).not.toContainText('set for this day')
  await meera.call('DELETE', `/api/admin/slots/${slot._id}`)
})

test('the owner takes somebody on, gives a right, locks out, and reads it all under who did what', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/401|403/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using asha = await newCustomer(browser, shop.url)
  const { email } = await asha.call<{ email: string }>('GET', '/api/auth/me')
  const page = await meera.open('/admin/settings/people')
  await page.getByLabel('Their e-mail').fill(email)
  await page.getByRole('button', { name: 'Add to the staff' }).click()
  const member = page.getByRole('group').filter({ hasText: email })
  await expect(member).toBeVisible()
  await member.getByRole('checkbox', { name: 'Products' }).click()
  await expect(member.getByRole('checkbox', { name: 'Products' })).toBeChecked()
  // What is taken is asked about first.
  await member.getByRole('checkbox', { name: 'Orders' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click()
  await expect(member.getByRole('checkbox', { name: 'Orders' })).toBeChecked()
  await member.getByRole('button', { name: 'Lock out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lock out' }).click()
  await expect(member.getByText('Locked out')).toBeVisible()
  expect((await asha.context.request.get('/api/auth/me')).status()).toBe(401)
  await page.getByRole('link', { name: 'Who did what' }).click()
  const lines = page.getByRole('listitem').filter({ hasText: 'account · change' })
  await expect(lines).toHaveCount(3)
  await lines.first().getByText('account · change').click()
  await expect(lines.first()).toContainText('banned')
})

test('rights that are ticked one after the other are all given, however long the first takes', async ({ browser, shop }) => {
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using person = await newCustomer(browser, shop.url)
  const { _id, email } = await person.call<{ _id: string; email: string }>('GET', '/api/auth/me')
  await meera.call('PATCH', `/api/accounts/${_id}`, { role: 'staff', rights: [] })
  const page = await meera.open('/admin/settings/people')
  const member = page.getByRole('group').filter({ hasText: email })
  const box = (name: string) => member.getByRole('checkbox', { name })
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(`**/api/accounts/${_id}`, async (route) => {
    await released
    await route.continue()
  })
  await box('Products').press('Space')
  await box('Kitchen').press('Space')
  await expect(box('Products')).toBeChecked()
  await expect(box('Kitchen')).toBeChecked()
  await expect(box('Kitchen')).toBeFocused()
  release()
  const rights = async () => (await meera.call<Account[]>('GET', '/api/accounts')).find((account) => account._id === _id)?.rights
  await expect.poll(rights).toEqual(['catalogue', 'kitchen'])
  await box('Settings').press('Space')
  await expect.poll(rights).toEqual(['catalogue', 'kitchen', 'settings'])
  await box('Products').press('Space')
  await page.getByRole('dialog').getByRole('button', { name: 'Take “Products”' }).click()
  await expect.poll(rights).toEqual(['kitchen', 'settings'])
  await member.getByLabel('Role').selectOption('manager')
  await expect(member.getByRole('checkbox')).toHaveCount(0)
  await expect(member.getByLabel('Role')).toHaveValue('manager')
})

test('[E06] the owner adds a person, who sets a password by the link and works at once; a forgotten one is replaced the same way', async ({
  browser,
  shop,
  expectedErrors,
}) => {
  expectedErrors.push(/401|403/)
  await using meera = await openBrowser(browser, shop.url, demoUser('meera'))
  await using noor = await openBrowser(browser, shop.url, null)
  const email = `noor.${Date.now()}@cakes.example`
  const page = await meera.open('/admin/settings/people')
  await page.getByLabel('Their name').fill('Noor Ali')
  await page.getByLabel('Their e-mail').fill(email)
  await page.getByRole('group', { name: 'May work on' }).last().getByLabel('Orders').uncheck()
  await page.getByRole('group', { name: 'May work on' }).last().getByLabel('Kitchen').check()
  await page.getByRole('button', { name: 'Add to the staff' }).click()
  const told = page.getByRole('dialog', { name: 'The link for Noor Ali' })
  const link = await told.getByLabel('Link').inputValue()
  await told.getByRole('button', { name: 'Done' }).click()
  const member = page.getByRole('group', { name: 'Noor Ali' })
  await expect(member).toContainText('No password yet')

  const screen = await noor.context.newPage()
  await screen.goto(link)
  await expect(screen).toHaveURL(/\/new-password$/)
  await screen.getByLabel('New password').fill('two trays at dawn')
  await screen.getByRole('button', { name: 'Set the password' }).click()
  await expect(screen).toHaveURL(/\/kitchen$/)
  const again = await noor.context.newPage()
  await again.goto(link)
  await again.getByLabel('New password').fill('three trays at dawn')
  await again.getByRole('button', { name: 'Set the password' }).click()
  await expect(again.getByRole('alert').filter({ hasText: 'This link does not work, or no longer does.' })).toBeVisible()

  await page.reload()
  await untilLive(page)
  await member.getByRole('button', { name: 'New password by link' }).click()
  const second = await told.getByLabel('Link').inputValue()
  await told.getByRole('button', { name: 'Done' }).click()
  await expect(member).toContainText('Their link works until')
  await member.getByRole('button', { name: 'Take the link back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(member).not.toContainText('Their link works until')
  await again.goto(second)
  await again.getByLabel('New password').fill('three trays at dawn')
  await again.getByRole('button', { name: 'Set the password' }).click()
  await expect(again.getByRole('alert').filter({ hasText: 'This link does not work' })).toBeVisible()
})
