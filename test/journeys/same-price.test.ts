import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from '../support/journey.ts'
import { digestOfCarts } from '../support/random-carts.ts'

const CARTS = 100_000

test('[D06] browser and server count 100,000 random carts alike, to the paisa', async ({ page }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('../support/random-carts.ts', import.meta.url)), name: 'carts', formats: ['iife'] },
    },
  })
  const [bundle] = [output].flat()
  if (bundle === undefined || !('output' in bundle)) throw new Error('Nothing was built')
  const counted = await page.evaluate<number>(`${bundle.output[0].code}; carts.digestOfCarts(${seed}, ${CARTS})`)
  expect(counted, `seed ${seed}`).toBe(digestOfCarts(seed, CARTS))
})
