import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/browser.mjs'

const executablePath = await findChromium()

export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.test.ts',
  globalSetup: './test/support/build-once.ts',
  // two cores; each worker opens a shop of its own
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  outputDir: 'test-results',
  use: {
    ...devices['Desktop Chrome'],
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    launchOptions: {
      ...(executablePath !== undefined && existsSync(executablePath) && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
