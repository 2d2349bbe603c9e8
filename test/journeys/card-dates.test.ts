import type { Hold, Openings, SlotGrid } from '../../src/contract/delivery.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'
import { sleep } from '../support/sleep.ts'

test('cards say the first day on which a cake can be had, live as slots fill up and as rules change', async ({ page, browser, shop }) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ leadHours: 100, points: 3 })
  const quick = await kitchen.bake({ category: cake.category, points: 1 })
  const soldOut = await kitchen.bake({ category: cake.category, stock: 0 })
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  const grid = await owner.call<SlotGrid>('GET', `/api/slots?product=${cake._id}&days=14`)
  const day = grid.earliest?.day ?? ''
  const date = `from ${weekday(day)}, ${Number(day.slice(8))} `
  const asked: string[] = []
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
  await page.goto(`/category/${encodeURIComponent(cake.category)}`)
  const card = (name: string) => page.getByRole('article').filter({ hasText: name })
  await expect(card(cake.name)).toContainText(date)
  await untilLive(page)
  await expect(card(quick.name)).toContainText(/from (today|tomorrow)/)
  await expect(card(soldOut.name)).not.toContainText(/from (today|tomorrow|\w{3},)/)

  const slots = grid.days.find((each) => each.day === day)?.slots ?? []
  const first = slots.findLast(({ state }) => state === 'open')
  if (first === undefined) throw new Error('nothing is open')
  type Planned = { readonly slots: readonly { readonly slotId: string; readonly taken: number }[] }
  const allow = (slotId: string, capacity: number | null) =>
    owner.call<Planned>('PUT', `/api/admin/slots/${slotId}/days/${day}`, { capacity })
  try {
    // Room for one of them, which somebody else then takes and gives back.
    for (const { slotId } of slots) await allow(slotId, 0)
    await expect(card(cake.name)).not.toContainText(date)
    await expect(card(cake.name)).toContainText(/from \w{3}, /)
    const planned = await allow(first.slotId, 1_000)
    await allow(first.slotId, (planned.slots.find(({ slotId }) => slotId === first.slotId)?.taken ?? 0) + 3)
    await expect(card(cake.name)).toContainText(date)
    await using other = await openBrowser(browser, shop.url, null)
    const slot = { slotId: first.slotId, day }
    const hold = await other.call<Hold>('POST', '/api/holds', { pincode: '560038', slot, items: [{ productId: cake._id, quantity: 1 }] })
    await expect(card(cake.name)).not.toContainText(date)
    await other.context.request.delete(`/api/holds/${hold._id}`, { headers: { origin: shop.url } })
    await expect(card(cake.name)).toContainText(date)
  } finally {
    for (const { slotId } of slots) await allow(slotId, null)
  }

  await owner.call('POST', '/api/admin/shop-state', { state: 'paused', note: 'Back at four.' })
  try {
    await expect(card(quick.name)).not.toContainText(/from (today|tomorrow)/)
  } finally {
    await owner.call('POST', '/api/admin/shop-state', { state: 'open' })
  }
  await expect(card(quick.name)).toContainText(/from (today|tomorrow)/)

  const { closed } = await owner.call<Openings>('GET', '/api/slots/openings')
  expect(closed).not.toContain(day)
  await owner.call('POST', '/api/admin/closed-days', { day, note: 'Stocktaking' })
  try {
    await expect(card(cake.name)).not.toContainText(date)
  } finally {
    await owner.context.request.delete(`/api/admin/closed-days/${day}`, { headers: { origin: shop.url } })
  }
  await expect(card(cake.name)).toContainText(date)
  expect(
    asked.filter((path) => path === '/api/slots'),
    'no card asks for itself',
  ).toEqual([])
})

test('a list that is open while the device sleeps says the days as they are when it wakes', async ({ page, shop }) => {
  const cake = await (await openKitchen(shop.url)).bake({ leadHours: 100 })
  await page.goto(`/category/${encodeURIComponent(cake.category)}`)
  await untilLive(page)
  const first = page.getByText(/^from \w{3}, \d/)
  const before = await first.textContent()
  await sleep(page, 3 * 86_400_000)
  await expect(first).not.toHaveText(before ?? '')
})

test('a list narrowed to a day follows its times: what no longer fits leaves, what fits again comes back or waits to be shown', async ({
  page,
  browser,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ leadHours: 100, points: 3 })
  const large = await kitchen.bake({ category: cake.category, leadHours: 100, points: 6 })
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  const grid = await owner.call<SlotGrid>('GET', `/api/slots?product=${cake._id}&days=14`)
  const day = grid.earliest?.day ?? ''
  const slots = grid.days.find((each) => each.day === day)?.slots ?? []
  const [first] = slots.filter(({ state }) => state === 'open')
  if (first === undefined) throw new Error('nothing is open')
  type Planned = { readonly slots: readonly { readonly slotId: string; readonly taken: number }[] }
  const allow = (slotId: string, capacity: number | null) =>
    owner.call<Planned>('PUT', `/api/admin/slots/${slotId}/days/${day}`, { capacity })
  const card = (name: string) => page.getByRole('article').filter({ hasText: name })
  const count = (words: string) => expect(page.getByRole('status').filter({ hasText: words }).first()).toBeVisible()
  try {
    await page.goto(`/category/${encodeURIComponent(cake.category)}?on=${day}`)
    await untilLive(page)
    await count('2 cakes')
    for (const { slotId } of slots) if (slotId !== first.slotId) await allow(slotId, 0)
    const planned = await allow(first.slotId, 1_000)
    const taken = planned.slots.find(({ slotId }) => slotId === first.slotId)?.taken ?? 0
    // Room for the small one, until somebody takes it.
    await allow(first.slotId, taken + 3)
    await expect(card(large.name)).toHaveCount(0)
    await expect(card(cake.name)).toBeVisible()
    await count('1 cake')
    await using other = await openBrowser(browser, shop.url, null)
    const items = [{ productId: cake._id, quantity: 1 }]
    const hold = await other.call<Hold>('POST', '/api/holds', { pincode: '560038', slot: { slotId: first.slotId, day }, items })
    await expect(card(cake.name)).toHaveCount(0)
    await expect(page.getByText('Nothing with all of that')).toBeVisible()
    // Opened anew it knows none of them.
    await page.reload()
    await untilLive(page)
    await count('0 cakes')
    await other.context.request.delete(`/api/holds/${hold._id}`, { headers: { origin: shop.url } })
    await page.getByRole('button', { name: '1 new: show' }).click()
    await expect(card(cake.name)).toBeVisible()
    await allow(first.slotId, taken + 6)
    await page.getByRole('button', { name: '1 new: show' }).click()
    await expect(card(large.name)).toBeVisible()
    await count('2 cakes')
    // What was here comes back to its place by itself.
    await allow(first.slotId, taken)
    await expect(page.getByText('Nothing with all of that')).toBeVisible()
    await allow(first.slotId, taken + 6)
    await expect(card(cake.name)).toBeVisible()
    await expect(card(large.name)).toBeVisible()
  } finally {
    for (const { slotId } of slots) await allow(slotId, null)
  }
})

const weekday = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T12:00Z`))
