import { existsSync } from 'node:fs'
import { installPackage } from './debian.mjs'
import { run, StepFailed, step } from './steps.mjs'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium of this machine: CHROMIUM, the usual places, or Playwright's own. */
export async function findChromium() {
  const { chromium } = await import('@playwright/test')
  return [process.env.CHROMIUM, ...USUAL, chromium.executablePath()].find((path) => path && existsSync(path))
}

/** Finds a Chromium, or brings one. */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  await step('Installing a browser for the tests (once)', async () => {
    // Debian's own browser comes with the libraries that it needs.
    if (!(await installPackage('chromium'))) await run(['npx', 'playwright', 'install', 'chromium'])
  })
  const brought = await findChromium()
  if (brought) return brought
  throw new StepFailed('The browser tests need Chromium, and none could be installed. Install one and set CHROMIUM to its path.')
}
