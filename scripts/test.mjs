import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browser.mjs'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { ensureOlderPostgres, startOlderPostgres } from './older-postgres.mjs'
import { ensureRedis } from './redis.mjs'
import { command, node, run, StepFailed } from './steps.mjs'
import { addUp, countPlaywright, countVitest } from './totals.mjs'
import { verify } from './verify.mjs'

/** Every test there is. Whatever happens on the way, the last line is the true total. */
const reports = mkdtempSync(join(tmpdir(), 'cakewire-reports-'))
/** @type {import('./totals.mjs').Totals[]} */
const totals = []
/** @type {string[]} */
const problems = []

await command(async () => {
  await attempt('build', async () => {
    await ensureInstalled()
    await ensureBuilt()
    problems.push(...(await verify()))
    await runTests('unit tests', vitest('unit'), countVitest)
    if (!(await ensureRedis())) problems.push('Redis is not installed')
    await runTests('server tests', vitest('server'), countVitest)
    await attempt('server tests on PostgreSQL 15', onOlderPostgres)
    const env = { CHROMIUM: await ensureChromium() }
    await runTests(
      'browser journeys',
      (report) => ({ command: node('playwright', ['test', '--reporter=line,json']), env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
      countPlaywright,
    )
  })
  rmSync(reports, { recursive: true, force: true })
  const { passed, failed, skipped, failures } = addUp(totals)
  for (const failure of failures) console.log(`\nFailed: ${failure}`)
  if (skipped > 0) console.log(`${skipped} skipped`)
  if (problems.length > 0) console.log(`Not in order: ${problems.join(', ')}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 || problems.length > 0 || passed === 0 ? 1 : 0
})

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function attempt(name, work) {
  try {
    await work()
  } catch (error) {
    console.log(error instanceof StepFailed ? error.message : error)
    problems.push(name)
  }
}

/** The oldest PostgreSQL that the shop supports. What tests the embedded one has nothing to learn from it. */
async function onOlderPostgres() {
  if (!(await ensureOlderPostgres())) {
    console.log('\n— server tests on PostgreSQL 15: skipped, since there is none in /usr/lib/postgresql/15 and none could be installed')
    totals.push({ passed: 0, failed: 0, skipped: 1, failures: [] })
    return
  }
  const { url, close } = await startOlderPostgres()
  try {
    const only = ['src/server', '--exclude', 'src/server/db/embedded/**']
    await runTests('server tests on PostgreSQL 15', vitest('server', only, { TEST_DATABASE_URL: url }), countVitest)
  } finally {
    await close()
  }
}

/**
 * @param {string} project
 * @param {string[]} [only]
 * @param {Record<string, string>} [env]
 */
function vitest(project, only = [], env = {}) {
  const reporters = ['--reporter=default', '--reporter=json']
  return (/** @type {string} */ report) => ({
    command: node('vitest', ['run', '--project', project, ...reporters, `--outputFile.json=${report}`, ...only]),
    env,
  })
}

/**
 * @param {string} name
 * @param {(report: string) => { command: string[], env: Record<string, string> }} runner
 * @param {(report: any) => import('./totals.mjs').Totals} count
 */
async function runTests(name, runner, count) {
  await attempt(name, async () => {
    const report = join(reports, `${totals.length}.json`)
    const { command, env } = runner(report)
    console.log(`\n— ${name}`)
    const { code } = await run(command, { env, loud: true })
    const counted = count(JSON.parse(readFileSync(report, 'utf8')))
    totals.push(counted)
    if (code !== 0 && counted.failed === 0) throw new StepFailed(`The ${name} ended with code ${code} though no test of them failed.`)
    if (counted.passed + counted.failed === 0) throw new StepFailed(`There were no ${name}.`)
  })
}
