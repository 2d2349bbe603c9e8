import type { Page } from '@playwright/test'
import { expect } from './journey.ts'

/** What is on its way has arrived: no notice lies over the page, no colour is between two. For whoever looks at a page as a whole. */
export async function untilStill(page: Page): Promise<void> {
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0)
  await page.evaluate(async () => {
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ends.map(({ finished }) => finished))
  })
}
