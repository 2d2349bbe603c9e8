import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { command, must, root, StepFailed, step } from './steps.mjs'

/** @type {[string, () => Promise<void>][]} */
const CHECKS = [
  ['Types', checkTypes],
  ['Style', () => must('biome', ['ci', '--colors=off', '--error-on-warnings', '.'])],
  ['Dead code', () => must('knip', ['--no-progress'])],
]

async function checkTypes() {
  if (existsSync(join(root, 'react-router.config.ts'))) await must('reactRouter', ['typegen'])
  await must('tsc', ['-b', '--pretty', 'false'])
}

/** Everything that can be judged without running the shop. Resolves to the names of the checks that failed, after telling why. */
export async function verify() {
  return await failuresOf(CHECKS)
}

/**
 * Runs every check, also after one has failed.
 * @param {[string, () => Promise<void>][]} checks
 */
async function failuresOf(checks) {
  const failed = []
  for (const [name, check] of checks) {
    try {
      await step(name, check)
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error
      console.log(error.message)
      failed.push(name)
    }
  }
  return failed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await command(async () => {
    await ensureInstalled()
    const failed = await failuresOf([...CHECKS, ['Unit tests', () => must('vitest', ['run', '--project', 'unit'])]])
    console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`)
    return failed.length === 0 ? 0 : 1
  })
}
