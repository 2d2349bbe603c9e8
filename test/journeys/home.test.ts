import type { SlotGrid } from '../../src/contract/delivery.ts'
import { formatLongDay } from '../../src/web/ui/time.ts'
import { expect, test } from '../support/journey.ts'

test('a home page that stays open past midnight says the new day', async ({ page }) => {
  let later = 0
  await page.route('**/api/slots?**', async (route) => {
    const answer = await route.fetch()
    const grid: SlotGrid = await answer.json()
    await route.fulfill({ response: answer, json: { ...grid, now: new Date(Date.parse(grid.now) + later).toISOString() } })
  })
  const today = formatLongDay(Date.now(), 'Asia/Kolkata')
  const tomorrow = formatLongDay(Date.now() + 86_400_000, 'Asia/Kolkata')
  await page.clock.install()
  await page.goto('/')
  const hero = page.getByRole('region', { name: 'Baked today.' })
  await expect(hero).toContainText(today)
  later = 86_400_000
  await page.clock.fastForward('01:01')
  await expect(hero).toContainText(tomorrow)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
