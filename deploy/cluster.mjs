import { once } from 'node:events'
import { ensureBuilt } from '../scripts/build.mjs'
import { ensureInstalled } from '../scripts/install.mjs'
import { ensureOlderPostgres } from '../scripts/older-postgres.mjs'
import { ensureRedis } from '../scripts/redis.mjs'
import { command, StepFailed } from '../scripts/steps.mjs'
import { startCluster } from './local/cluster.mjs'

/** `npm run cluster [nodes]`: what compose.yaml describes, from Debian's packages, with the demo bakery, until it is interrupted. */
await command(async () => {
  const nodes = Number(process.argv[2] ?? 3)
  if (!(Number.isInteger(nodes) && nodes > 0)) throw new StepFailed('Say how many nodes: npm run cluster -- 3')
  await ensureInstalled()
  await ensureBuilt()
  if (!(await ensureOlderPostgres())) throw new StepFailed('PostgreSQL 15 is needed: apt-get install postgresql-15')
  if (!(await ensureRedis())) throw new StepFailed('Redis is needed: apt-get install redis-server')
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const cluster = await startCluster({ nodes, port: Number(process.env.PORT ?? 5001), env: { DEMO: '1' } })
  console.log(`Cakewire is ready at ${cluster.url}`)
  for (const node of cluster.nodes) console.log(`  ${node.name}  ${node.url}  pid ${node.pid()}`)
  await interrupted
  await cluster.close()
})
