import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * How a run of tests ended. `failures` says what failed and with which words: it is read after everything else has
 * scrolled by.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Totals
 */

/** Of an error: its words and where it came from, without a page of differences. */
const LINES_OF_AN_ERROR = 20

/**
 * A file that could not even be read into tests counts as one that failed.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { name: string, status: string, message?: string,
 *     assertionResults: { status: string, fullName: string, failureMessages?: string[] | null }[] }[] }} report
 * @returns {Totals}
 */
export function countVitest(report) {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name)
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [failure(file, message)] : []
    return failed.map(({ fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages?.join('\n')))
  })
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  }
}

/**
 * @typedef {{ specs: { file: string, line: number, title: string, tests: { status: string, results: { errors: { message?: string }[] }[] }[] }[],
 *   suites?: Suite[] }} Suite
 */

/**
 * A test that passed only when it was run again has failed once: `flaky` counts as failed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: { message?: string }[], suites: Suite[] }} report
 * @returns {Totals}
 */
export function countPlaywright({ stats, errors, suites }) {
  const failures = [...errors.map(({ message }) => failure('outside of any test', message)), ...suites.flatMap(failedJourneys)]
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped, failures }
}

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedJourneys({ specs, suites = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        // A test that ran out of time says so first, and only then what it waited for.
        const words = results.flatMap(({ errors }) => errors.map(({ message }) => message))
        return failure(`${spec.file}:${spec.line} › ${spec.title}`, words.join('\n'))
      }),
  )
  return [...own, ...suites.flatMap(failedJourneys)]
}

/**
 * @param {string} where
 * @param {string} [words]
 */
function failure(where, words = '') {
  const all = stripVTControlCharacters(words).split('\n')
  const lines = all.filter((line) => !line.includes('/node_modules/')).slice(0, LINES_OF_AN_ERROR)
  return [where, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n')
}

/**
 * @param {Totals[]} all
 * @returns {Totals}
 */
export function addUp(all) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => all.reduce((total, one) => total + one[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures: all.flatMap((one) => one.failures) }
}
