import type { Locator, Page } from '@playwright/test'

/** The pointer lies on it from now on, so that its notice stays until it is pressed: four seconds are meant for a person, not for a busy machine. */
export async function reachForUndo(page: Page): Promise<Locator> {
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.hover()
  return undo
}
