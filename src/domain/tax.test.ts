import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_PAISE, type Paise, paise } from './money.ts'
import { stateOfPincode } from './state-of-pincode.ts'
import { apportion, rateOn, splitTax, type TaxRate } from './tax.ts'

const RATES: TaxRate[] = [
  { hsn: '1905', since: '2017-07-01', rate: 1800 },
  { hsn: '1905', since: '2025-09-22', rate: 500 },
  { hsn: '190590', since: '2026-01-01', rate: 1200 },
]

test.each([
  ['1905', '2017-06-30', 0],
  ['1905', '2025-09-21', 1800],
  ['1905', '2025-09-22', 500],
  ['19059010', '2025-12-31', 500],
  ['19059010', '2026-01-01', 1200],
  ['3406', '2026-01-01', 0],
])('[D06] cakes of %s are taxed on %s at %d hundredths of a percent', (hsn, day, rate) => {
  expect(rateOn(RATES, hsn, day)).toBe(rate)
  expect(rateOn([...RATES].reverse(), hsn, day)).toBe(rate)
})

test('[D06] CGST and SGST are equal, and with the taxable amount they are the price, to the paisa', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_PAISE }), fc.integer({ min: 0, max: 10_000 }), (gross, rate) => {
      const within = splitTax(gross as Paise, { hsn: '1905', rate }, 'within-state')
      const between = splitTax(gross as Paise, { hsn: '1905', rate }, 'between-states')
      // Half up of gross × r/2 ÷ (100 + r), in whole numbers.
      const [top, bottom] = [BigInt(gross) * BigInt(rate), 2n * BigInt(10_000 + rate)]
      const half = (2n * top + bottom) / (2n * bottom)
      return (
        BigInt(within.cgst) === half &&
        within.sgst === within.cgst &&
        within.igst === 0 &&
        within.taxable + within.cgst + within.sgst === gross &&
        between.igst === 2 * within.cgst &&
        between.taxable === within.taxable &&
        between.cgst + between.sgst === 0
      )
    }),
    { numRuns: 20_000 },
  )
})

test('[D06] a share is its part, rounded to a neighbour; together they are the whole', () => {
  const weights = fc.array(fc.integer({ min: 0, max: MAX_PAISE / 50 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (parts, of) => {
      const sum = parts.reduce((total, part) => total + part, 0)
      const amount = Math.floor(sum * of)
      const shares = apportion(paise(amount), parts as Paise[])
      return (
        shares.reduce((total, share) => total + share, 0) === amount &&
        shares.every((share, i) => {
          const exact = (BigInt(amount) * BigInt(parts[i] ?? 0)) / BigInt(sum || 1)
          return share >= exact && share <= exact + 1n && share <= (parts[i] ?? 0)
        })
      )
    }),
    { numRuns: 5000 },
  )
  expect(apportion(paise(100), [paise(1000), paise(1000), paise(1000)])).toEqual([34, 33, 33])
  expect(apportion(paise(1), [paise(0), paise(5)])).toEqual([0, 1])
  expect(apportion(paise(0), [])).toEqual([])
})

test('a pincode names its state, three digits where two hold several', () => {
  const states = {
    560001: '29',
    110001: '07',
    400001: '27',
    403001: '30',
    700016: '19',
    737101: '11',
    600001: '33',
    682001: '32',
    781001: '18',
    834001: '20',
  }
  for (const [pincode, state] of Object.entries(states)) expect(stateOfPincode(pincode), pincode).toBe(state)
  expect(stateOfPincode('999999')).toBeNull()
})
