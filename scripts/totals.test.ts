import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addUp, countPlaywright, countVitest } from './totals.mjs'

const name = join(process.cwd(), 'src/some.test.ts')
const passed = { name, status: 'passed', assertionResults: [{ status: 'passed', fullName: 'one' }] }

test('a file of tests that could not be read counts as a failure, though no test of it ran', () => {
  const broken = { name, status: 'failed', message: 'no such module', assertionResults: [] }
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [passed, broken] }
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ['src/some.test.ts\n  no such module'] })
})

test('a file with a failed test counts that test once, and says with which words it failed', () => {
  const red = {
    name,
    status: 'failed',
    assertionResults: [
      { status: 'failed', fullName: 'two', failureMessages: ['Error: \u001b[31mred\u001b[0m\n  at here\n  at /a/node_modules/b'] },
      { status: 'passed', fullName: 'one' },
    ],
  }
  const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [passed, red] }
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 2, failures: ['src/some.test.ts › two\n  Error: red\n    at here'] })
})

test('a journey that passed only at the second try, and an error outside of any test, count as failures', () => {
  const wrong = { errors: [{ message: 'out of time' }, { message: 'no button' }] }
  const suites = [
    {
      specs: [{ file: 'cart.test.ts', line: 3, title: 'well', tests: [{ status: 'expected', results: [{ errors: [] }] }] }],
      suites: [
        {
          specs: [
            { file: 'cart.test.ts', line: 7, title: 'wrong', tests: [{ status: 'unexpected', results: [wrong] }] },
            {
              file: 'cart.test.ts',
              line: 9,
              title: 'late',
              tests: [{ status: 'flaky', results: [{ errors: [{ message: 'too late' }] }, { errors: [] }] }],
            },
          ],
        },
      ],
    },
  ]
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no browser' }], suites }
  expect(countPlaywright(report)).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
    failures: [
      'outside of any test\n  no browser',
      'cart.test.ts:7 › wrong\n  out of time\n  no button',
      'cart.test.ts:9 › late\n  too late',
    ],
  })
})

test('the last line is the sum of all runners', () => {
  const all = [
    { passed: 3, failed: 0, skipped: 1, failures: [] },
    { passed: 4, failed: 2, skipped: 0, failures: ['one', 'two'] },
  ]
  expect(addUp(all)).toEqual({ passed: 7, failed: 2, skipped: 1, failures: ['one', 'two'] })
  expect(addUp([])).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [] })
})
