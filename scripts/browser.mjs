import { existsSync } from 'node:fs'
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
    if (!(await fromPackages())) await run(['npx', 'playwright', 'install', 'chromium'])
  })
  const brought = await findChromium()
  if (brought) return brought
  throw new StepFailed('The browser tests need Chromium, and none could be installed. Install one and set CHROMIUM to its path.')
}

/** Debian's own browser comes with the libraries that it needs. */
async function fromPackages() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(['apt-get', 'update'], { env })
  return (await run(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'], { env })).code === 0
}
