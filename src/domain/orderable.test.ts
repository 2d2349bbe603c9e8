import { expect, test } from 'vitest'
import { isOrderable } from './orderable.ts'

const [had, not] = [{ available: true }, { available: false }]
const cake = { available: true, archived: false, stock: null, flavors: [had, not], sizes: [], eggOptions: [had] }

test('a product can be ordered while it is on the shelf, some is left, and each kind of option has one that can be had', () => {
  expect(isOrderable(cake)).toBe(true)
  expect(isOrderable({ ...cake, stock: 1 })).toBe(true)
  for (const change of [
    { available: false },
    { archived: true },
    { stock: 0 },
    { flavors: [not] },
    { sizes: [not, not] },
    { eggOptions: [not] },
  ])
    expect(isOrderable({ ...cake, ...change }), JSON.stringify(change)).toBe(false)
})
