import { expect, test } from 'vitest'
import { fromRupees, paise, toRupees } from './money.ts'
import { isMultiplier, lineTotal, multiplier, unitPrice } from './price.ts'

test.each([
  [450, [1.15, 1.3, 1.1], 740.03],
  [499, [1.15, 1.1], 631.24],
  [499, [1.15, 1.3], 746.01],
  [450, [], 450],
  [0.01, [0.5], 0.01],
  [0.01, [0.499], 0],
  [0.05, [0.1], 0.01],
  [99_999.99, [100], 9_999_999],
])('₹%d × %j is ₹%d, rounded half up once', (base, factors, price) => {
  expect(toRupees(unitPrice(fromRupees(base), factors.map(multiplier)))).toBe(price)
})

test('the order of the factors does not matter', () => {
  const [a, b, c] = [multiplier(1.333), multiplier(0.777), multiplier(2.5)]
  const base = paise(49_999)
  const prices = new Set(
    [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ].map((factors) => unitPrice(base, factors)),
  )
  expect(prices.size).toBe(1)
})

test('[D06] a factor is above 0, at most 100, with at most three decimals', () => {
  for (const right of [0.001, 1, 1.15, 1.333, 100]) expect(isMultiplier(right), String(right)).toBe(true)
  for (const wrong of [0, -1, 0.0001, 1.0005, 100.001, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(isMultiplier(wrong), String(wrong)).toBe(false)
    expect(() => multiplier(wrong)).toThrow(RangeError)
  }
})

test('[D06] a price beyond one crore is an error, not a wrong number', () => {
  expect(() => unitPrice(fromRupees(10_000_000), [multiplier(1.001)])).toThrow(RangeError)
  expect(() => unitPrice(fromRupees(10_000_000), [multiplier(100), multiplier(100), multiplier(100)])).toThrow(RangeError)
  expect(() => lineTotal(fromRupees(9_000_000), 2)).toThrow(RangeError)
})
