import { expect, test } from 'vitest'
import { formatRupees, fromRupees, isRupees, MAX_PAISE, paise, sumPaise, toRupees } from './money.ts'

test('every amount with two decimals crosses the wire and comes back', () => {
  const lost: number[] = []
  const look = (n: number) => void (fromRupees(toRupees(paise(n))) === n || lost.push(n))
  for (let n = 0; n <= 2_000_000; n++) look(n)
  for (let n: number = MAX_PAISE; n > MAX_PAISE - 100_000; n--) look(n)
  expect(lost).toEqual([])
})

test('[D06] what is no whole number of paise up to one crore rupees is refused', () => {
  for (const wrong of [-1, 0.5, MAX_PAISE + 1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => paise(wrong)).toThrow(RangeError)
  for (const wrong of [-0.01, 0.001, 1e9, 1.005, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(isRupees(wrong), String(wrong)).toBe(false)
    expect(() => fromRupees(wrong)).toThrow(RangeError)
  }
  expect(() => sumPaise([MAX_PAISE, paise(1)])).toThrow(RangeError)
})

test('there is one zero', () => {
  expect(Object.is(fromRupees(-0), 0)).toBe(true)
})

test('rupees are written the Indian way, paise only when there are some', () => {
  expect([0, 740.03, 50.5, 128417.6, 10_000_000].map(formatRupees)).toEqual(['₹0', '₹740.03', '₹50.50', '₹1,28,417.60', '₹1,00,00,000'])
})
