import { configDefaults, defineConfig } from 'vitest/config'

/** Pure tests; in src/server they end in `.unit.test.ts`. Everything else there, and test/, runs against a real PostgreSQL. */
const UNIT = ['src/{domain,contract,feed,web,dev}/**/*.test.{ts,tsx}', 'src/server/**/*.unit.test.ts', 'scripts/**/*.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: UNIT, testTimeout: 60_000 } },
      {
        test: {
          name: 'server',
          include: ['src/server/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...UNIT, 'test/journeys/**'],
          globalSetup: 'test/support/postgres-server.ts',
          // for machines that do much else meanwhile; what waits for something has a patience of its own
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
})
