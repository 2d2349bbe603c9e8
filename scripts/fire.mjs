import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { ensureOlderPostgres } from './older-postgres.mjs'
import { command, root, run, StepFailed } from './steps.mjs'

/** Two server processes and many buyers at once: `npm run fire -- --rounds 100 --buyers 200 --only F30,D09`. Exit code 1: something did not hold. */
await command(async () => {
  await ensureInstalled()
  await ensureBuilt()
  if (!(await ensureOlderPostgres())) throw new StepFailed('Fire needs PostgreSQL 15 in /usr/lib/postgresql/15.')
  return (await run([process.execPath, '--import', 'tsx', 'test/fire/run.ts', ...process.argv.slice(2)], { cwd: root, loud: true })).code
})
