import type { BrowserContext } from '@playwright/test'

/**
 * From here on each tab of this browser has a line of its own, as where shared workers are missing. For journeys that cut the network
 * or hold the line: Playwright has a page's connections in its hands, and not a worker's.
 */
export const ownLine = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'))
