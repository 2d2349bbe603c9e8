import type { Page } from '@playwright/test'

/** The device wakes after so many milliseconds in which only its clock went on: its stopwatch and timers stood still, as on most platforms. */
export const sleep = (page: Page, ms: number): Promise<void> =>
  page.evaluate((slept) => {
    const real = Date.now
    Date.now = () => real() + slept
    document.dispatchEvent(new Event('visibilitychange'))
  }, ms)
