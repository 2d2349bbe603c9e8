import type { Page } from '@playwright/test'

/** The page's clock, which was installed, stands still from here on: some seconds ahead, as it runs on while it is told so. */
export const stopClock = async (page: Page): Promise<void> => page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000))
