import { parseArgs } from 'node:util'
import { FAULTS } from './faults.ts'
import { TOPOLOGIES } from './ground.ts'
import { playHistories } from './histories.ts'
import { runFaults } from './run-faults.ts'
import { withSmallDisk } from './small-disk.ts'

const IDS = ['histories', ...FAULTS.map(({ id }) => id)]
/** The part of the time that histories get; the rest is for processes. */
const HISTORIES = 0.2

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '3' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const only = values.only?.split(',')
const unknown = only?.filter((id) => !IDS.includes(id)) ?? []
if (!(minutes > 0) || !Number.isSafeInteger(seed) || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no ${unknown.join(', ')}; there are ${IDS.join(', ')}.`)
  else console.error('--minutes must be a number above 0, --seed a whole number.')
  process.exit(2)
}

console.log(`chaos: seed ${seed}, ${minutes} minutes, Node ${process.versions.node}`)
const time = minutes * 60_000
const wantsHistories = only === undefined || only.includes('histories')
const faults = FAULTS.filter(({ id }) => only === undefined || only.includes(id))
let right = true
if (wantsHistories) right = await playHistories(seed, faults.length === 0 ? time : time * HISTORIES)
const left = wantsHistories ? time * (1 - HISTORIES) : time
if (faults.length > 0) {
  const each = left / TOPOLOGIES.length
  await withSmallDisk(each / 60_000, async () => {
    for (const topology of TOPOLOGIES) right = (await runFaults(topology, faults, seed, each)) && right
  })
}
console.log(right ? 'Everything held.' : 'Something did not hold.')
process.exit(right ? 0 : 1)
