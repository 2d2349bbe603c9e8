import type { Page } from '@playwright/test'

/** Holds the answers that the next page waits for, until `open` is called. */
export async function holdNextPage(page: Page): Promise<{ asked: Promise<unknown>; open: () => void }> {
  const gate = new AbortController()
  const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve))
  const asked = page.waitForRequest('**/*.data*')
  await page.route('**/*.data*', async (route) => {
    await opened
    await route.continue()
  })
  return { asked, open: () => gate.abort() }
}
