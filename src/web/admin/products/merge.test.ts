import { expect, test } from 'vitest'
import { EMPTY } from './draft.ts'
import { differing, merge, wordsOf } from './merge.ts'

const option = (name: string, priceMultiplier: string) => ({ name, priceMultiplier, charge: '', available: true })
const base = { ...EMPTY, name: 'Truffle', basePrice: '450', description: 'Dark', flavors: [option('Chocolate', '1')] }

test('[F33] a field that only they changed is taken, one that only you changed is kept, one that both changed is asked about', () => {
  const yours = { ...base, description: 'Very dark', basePrice: '455', featured: true }
  const theirs = { ...base, basePrice: '460', stock: '3' }
  expect(merge(base, yours, theirs)).toEqual({
    onlyTheirs: ['stock'],
    onlyYours: ['description', 'featured'],
    conflicts: ['basePrice'],
  })
})

test('[F33] the same change by both is no clash', () => {
  const both = { ...base, basePrice: '460' }
  expect(merge(base, both, { ...both })).toEqual({ onlyTheirs: [], onlyYours: [], conflicts: [] })
})

test('[F33] nor is the same price, written otherwise', () => {
  const yours = { ...base, basePrice: '749.50' }
  expect(merge(base, yours, { ...base, basePrice: '749.5' }).conflicts).toEqual([])
  expect(merge(base, yours, { ...base, basePrice: '749' }).conflicts).toEqual(['basePrice'])
})

test('[F33] option rows count as one field: their order is part of it', () => {
  const more = { ...base, flavors: [option('Mango', '1.2'), ...base.flavors] }
  expect(differing(base, more)).toEqual(['flavors'])
  expect(merge(base, more, { ...base, flavors: [] }).conflicts).toEqual(['flavors'])
})

test('a field is written as staff would say it', () => {
  expect(wordsOf({ ...base, basePrice: '128417.6' }, 'basePrice')).toBe('₹1,28,417.60')
  expect(wordsOf(base, 'stock')).toBe('Made to order')
  expect(wordsOf(base, 'flavors')).toBe('Chocolate × 1')
})
