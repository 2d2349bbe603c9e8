import type { SlotGrid } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import { dateWords } from '../../src/web/delivery/slot-words.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, newCustomer, openBrowser } from '../support/people.ts'

test('the counter looks at one day and one slot, and what is ordered for then comes in by itself', async ({ browser, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ basePrice: 300, leadHours: 0, points: 1 })
  await using buyer = await newCustomer(browser, shop.url)
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  const grid = await buyer.call<SlotGrid>('GET', '/api/slots?mode=delivery&pincode=560038&days=14')
  const days = grid.days.filter(({ slots }) => slots.some(({ state }) => state === 'open'))
  const slot = days.at(-1)?.slots.find(({ state }) => state === 'open')
  const other = days.at(-2)?.slots.find(({ state }) => state === 'open')
  if (slot === undefined || other === undefined) throw new Error('The demo bakery has no time to give')
  const place = async ({ slotId, day }: typeof slot) =>
    await buyer.call<Order>('POST', '/api/orders', {
      items: [{ productId: cake._id, quantity: 1 }],
      shippingAddress: '14, 3rd Cross',
      phone: '+91 9800012345',
      pincode: '560038',
      slot: { slotId, day },
    })
  const [then, else_] = [await place(slot), await place(other)]

  const page = await owner.open('/admin/orders')
  const row = ({ number }: Order) => page.getByRole('row').filter({ hasText: number })
  await expect(row(else_)).toBeVisible()
  await page.getByLabel('Due on').fill(slot.day)
  await expect(row(else_)).toHaveCount(0)
  await expect(row(then)).toContainText(dateWords(slot.day))
  await page.getByLabel('Slot').selectOption(slot.slotId)
  await expect(page).toHaveURL(new RegExp(`day=${slot.day}&slot=${slot.slotId}`))
  await expect(row(then)).toBeVisible()

  const fresh = await place(slot)
  await place(other)
  await page.getByRole('button', { name: '1 new: show' }).click()
  await expect(row(fresh)).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(new RegExp(`day=${slot.day}$`))
  await page.getByLabel('Due on').fill('')
  await expect(row(else_)).toBeVisible()
})

test('a day is typed with the keys, and the counter looks at that day alone; without one, at all', async ({ browser, shop }) => {
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  const page = await owner.open('/admin/orders')
  const days = new Set<string | null>()
  page.on('request', (request) => void days.add(new URL(request.url()).searchParams.get('day')))
  const field = page.getByLabel('Due on')
  await field.pressSequentially('12242031')
  await expect(page).toHaveURL(/day=2031-12-24$/)
  await expect(field).toHaveValue('2031-12-24')
  expect([...days].filter((day) => day !== null && day < '2000')).toEqual([])
  await field.fill('')
  await expect(page).toHaveURL(/\/admin\/orders$/)

  await field.fill('2031-12-24')
  await expect(page).toHaveURL(/day=2031-12-24$/)
  await page.getByRole('button', { name: 'Tomorrow' }).click()
  await expect(page).not.toHaveURL(/2031/)
  await expect(field).toHaveValue(/^20[0-9-]+$/)
  await expect(field).not.toHaveValue('2031-12-24')
  // Half a date is none.
  await field.press('Backspace')
  await page.getByRole('searchbox').focus()
  await expect(field).toHaveValue(/^20[0-9-]+$/)
})
