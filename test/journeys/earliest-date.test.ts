import type { Hold, SlotGrid } from '../../src/contract/delivery.ts'
import { dateWords } from '../../src/web/delivery/slot-words.ts'
import { expect, test } from '../support/journey.ts'
import { openKitchen } from '../support/kitchen.ts'
import { demoUser, openBrowser, untilLive } from '../support/people.ts'

test('a product’s page says when it can be there at the earliest and how few are left for that day, live as times are taken', async ({
  page,
  browser,
  shop,
}) => {
  const kitchen = await openKitchen(shop.url)
  const cake = await kitchen.bake({ leadHours: 100, points: 3 })
  await using owner = await openBrowser(browser, shop.url, demoUser('meera'))
  const grid = await owner.call<SlotGrid>('GET', `/api/slots?product=${cake._id}&days=14`)
  const day = grid.earliest?.day ?? ''
  await page.goto(`/product/${cake._id}`)
  await untilLive(page)
  const line = page.getByRole('status').filter({ hasText: 'Earliest delivery:' })
  await expect(line).toContainText(dateWords(day))

  const slots = grid.days.find((each) => each.day === day)?.slots.filter(({ state }) => state === 'open') ?? []
  // The last: it is open for longest.
  const first = slots.at(-1)
  const others = slots.slice(0, -1)
  if (first === undefined) throw new Error('nothing is open')
  const allow = (slotId: string, capacity: number | null) => owner.call('PUT', `/api/admin/slots/${slotId}/days/${day}`, { capacity })
  try {
    // Two of these fit into one slot of that day, and none into the others.
    const taken = (
      await owner.call<{ slots: { slotId: string; taken: number }[] }>('PUT', `/api/admin/slots/${first.slotId}/days/${day}`, {
        capacity: null,
      })
    ).slots.find(({ slotId }) => slotId === first.slotId)?.taken
    await allow(first.slotId, (taken ?? 0) + 7)
    for (const { slotId } of others) await allow(slotId, 0)
    await expect(line).toContainText('2 left for')
    const slot = { slotId: first.slotId, day }
    await using other = await openBrowser(browser, shop.url, null)
    await other.call<Hold>('POST', '/api/holds', { pincode: '560038', slot, items: [{ productId: cake._id, quantity: 1 }] })
    await expect(line).toContainText('1 left for')
    await allow(first.slotId, 0)
    await expect(line).not.toContainText(dateWords(day))
  } finally {
    for (const { slotId } of slots) await allow(slotId, null)
  }
})
