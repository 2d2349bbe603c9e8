import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountInWords } from './amount-in-words.ts'
import { paise } from './money.ts'

test.each([
  [0, 'Rupees zero only'],
  [1, 'Rupees zero and one paise only'],
  [740_03, 'Rupees seven hundred forty and three paise only'],
  [1_000_00, 'Rupees one thousand only'],
  [1_28_417_60, 'Rupees one lakh twenty-eight thousand four hundred seventeen and sixty paise only'],
  [1_00_00_000_00, 'Rupees one crore only'],
  [99_99_999_99, 'Rupees ninety-nine lakh ninety-nine thousand nine hundred ninety-nine and ninety-nine paise only'],
])('%i paise read: %s', (amount, words) => {
  expect(amountInWords(paise(amount))).toBe(words)
})

test('no two amounts read alike', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000 })
  fc.assert(fc.property(amount, amount, (a, b) => (amountInWords(paise(a)) === amountInWords(paise(b))) === (a === b)))
})
