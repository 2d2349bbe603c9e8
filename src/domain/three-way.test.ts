import { expect, test } from 'vitest'
import { threeWay } from './three-way.ts'

const FIELDS = ['name', 'price', 'stock'] as const
const merge = (base: object, yours: object, theirs: object) => threeWay(FIELDS, { base, yours, theirs }, Object.is)
const base = { name: 'Truffle', price: 450, stock: 3 }

test('[F33] each field belongs to who changed it, and to both when both did, each otherwise', () => {
  expect(merge(base, { ...base, name: 'Dark truffle', price: 455 }, { ...base, price: 460, stock: 2 })).toEqual({
    onlyYours: ['name'],
    onlyTheirs: ['stock'],
    conflicts: ['price'],
  })
})

test('[F33] the same change by both is nobody’s, and what you do not name you did not change', () => {
  expect(merge(base, { price: 460 }, { ...base, price: 460, stock: 2 })).toEqual({ onlyYours: [], onlyTheirs: ['stock'], conflicts: [] })
})

test('[F33] where nobody knows what it was, whatever differs is a conflict', () => {
  expect(merge({ stock: 3 }, { name: 'Dark truffle', price: 460, stock: 4 }, { ...base, price: 460 })).toEqual({
    onlyYours: ['stock'],
    onlyTheirs: [],
    conflicts: ['name'],
  })
})
