import fc from 'fast-check'
import { expect, test } from 'vitest'
import { financialYear, PAPER_KINDS, paperNumber } from './paper-number.ts'

const KOLKATA = 'Asia/Kolkata'

test('[D29] a financial year ends on 31 March, 24:00, by the shop’s clock', () => {
  expect(financialYear(new Date('2026-03-31T18:29:59.999Z'), KOLKATA)).toBe(2025)
  expect(financialYear(new Date('2026-03-31T18:30:00.000Z'), KOLKATA)).toBe(2026)
  expect(financialYear(new Date('2026-03-31T18:30:00.000Z'), 'Europe/Berlin')).toBe(2025)
  expect(financialYear(new Date('2027-01-01T00:00:00.000Z'), KOLKATA)).toBe(2026)
})

test('[D29] numbers read like CW/26-27/00012, and credit notes have their own', () => {
  expect(paperNumber('invoice', 'CW', 2026, 12)).toBe('CW/26-27/00012')
  expect(paperNumber('credit-note', 'CW', 2026, 1)).toBe('CWC/26-27/00001')
  expect(paperNumber('invoice', 'CW', 2099, 1)).toBe('CW/99-00/00001')
})

test('[D29] no number is longer than 16 characters, and no two are alike', () => {
  const one = fc.tuple(
    fc.constantFrom(...PAPER_KINDS),
    fc.constantFrom('C', 'CW', 'ABC'),
    fc.integer({ min: 2020, max: 2060 }),
    fc.integer({ min: 1, max: 99_999 }),
  )
  fc.assert(
    fc.property(one, one, (a, b) => {
      const [x, y] = [paperNumber(...a), paperNumber(...b)]
      const samePrefix = a[1] === b[1]
      return /^[A-Z0-9/-]{1,16}$/.test(x) && (!samePrefix || (x === y) === (a.join() === b.join()))
    }),
    { numRuns: 3_000 },
  )
  expect(() => paperNumber('credit-note', 'ABC', 2026, 1_000_000)).toThrow(RangeError)
})
