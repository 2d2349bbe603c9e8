import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { command, root, run } from './steps.mjs'

/** The shop measured beside the design that it replaces, the sync engine beside its peers; `npm run bench -- fanout` runs one scenario. */
await command(async () => {
  await ensureInstalled()
  await ensureInstalled('bench/peers')
  if (process.argv.includes('shop')) await ensureInstalled('bench/vendure')
  await ensureBuilt()
  const program = [process.execPath, '--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)]
  return (await run(program, { cwd: root, loud: true })).code
})
