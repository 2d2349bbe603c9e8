import { parseArgs } from 'node:util'
import { startCluster } from '../../deploy/local/cluster.mjs'
import { OWNER_ENV, openStage } from './stage.ts'
import { TRIALS } from './trials.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, buyers: { type: 'string', default: '200' }, only: { type: 'string' } },
})
const [rounds, buyers] = [Number(values.rounds), Number(values.buyers)]
const wanted = TRIALS.filter(({ id }) => values.only === undefined || values.only.split(',').includes(id))
if (!(rounds > 0) || !(buyers > 0) || wanted.length === 0) {
  console.error(`--rounds and --buyers must be above 0; --only names some of ${TRIALS.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

console.log(`fire: two server processes on one PostgreSQL, ${buyers} buyers at once, ${rounds} rounds, Node ${process.versions.node}`)
const cluster = await startCluster({ nodes: 2, redis: false, env: OWNER_ENV })
let right = true
try {
  await using stage = await openStage(cluster, buyers)
  for (const { id, what, play } of wanted) {
    const began = performance.now()
    const sum = { requests: 0, done: 0, serverErrors: 0, wrong: [] as string[] }
    for (let round = 0; round < rounds; round++) {
      const { requests, done, serverErrors, wrong } = await play(stage)
      sum.requests += requests
      sum.done += done
      sum.serverErrors += serverErrors
      sum.wrong.push(...wrong)
    }
    const seconds = Math.round((performance.now() - began) / 1000)
    const { requests, done, serverErrors, wrong } = sum
    console.log(
      `FIRE ${id} rounds=${rounds} requests=${requests} done=${done} wrong=${wrong.length} 5xx=${serverErrors} seconds=${seconds}  ${what}`,
    )
    for (const sentence of new Set(wrong.slice(0, 20))) console.log(`  ${sentence}`)
    right = right && wrong.length === 0
  }
} finally {
  await cluster.close()
}
console.log(right ? 'Everything held.' : 'Something did not hold.')
process.exit(right ? 0 : 1)
