import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { ensureOlderPostgres } from './older-postgres.mjs'
import { ensureRedis } from './redis.mjs'
import { command, root, run, StepFailed } from './steps.mjs'

/** Histories, then faults of real processes: `npm run chaos -- --minutes 30 --seed 7 --only F01,F17`. Exit code 1: something did not hold. */
await command(async () => {
  await ensureInstalled()
  await ensureBuilt()
  if (!(await ensureOlderPostgres())) throw new StepFailed('Chaos needs PostgreSQL 15 in /usr/lib/postgresql/15.')
  if (!(await ensureRedis())) throw new StepFailed('Chaos needs redis-server.')
  return (await run([process.execPath, '--import', 'tsx', 'test/chaos/run.ts', ...process.argv.slice(2)], { cwd: root, loud: true })).code
})
