import { expect, test } from 'vitest'
import { addUp, countPlaywright, countVitest } from './totals.mjs'

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }

test('a file of tests that could not be read counts as a failure, though no test of it ran', () => {
  const broken = { status: 'failed', assertionResults: [] }
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [passed, broken] }
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a file with a failed test counts that test once', () => {
  const red = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }
  const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [passed, red] }
  expect(countVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 2 })
})

test('a journey that passed only at the second try, and an error outside of any test, count as failures', () => {
  expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: ['no browser'] })).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
  })
})

test('the last line is the sum of all runners', () => {
  const all = [
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 4, failed: 2, skipped: 0 },
  ]
  expect(addUp(all)).toEqual({ passed: 7, failed: 2, skipped: 1 })
  expect(addUp([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})
