import type { Page } from '@playwright/test'

/** Lets calls through to the shop, which does what they ask, and keeps its answers from the page until `open` is called. `done`: the first was done. */
export async function holdAnswers(page: Page, method: string, url: string): Promise<{ done: Promise<void>; open: () => void }> {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let doneFirst = () => {}
  const done = new Promise<void>((resolve) => {
    doneFirst = resolve
  })
  await page.route(url, async (route) => {
    if (route.request().method() !== method) return route.fallback()
    const response = await route.fetch()
    doneFirst()
    await opened
    await route.fulfill({ response })
  })
  return { done, open }
}
