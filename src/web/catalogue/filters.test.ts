import { expect, test } from 'vitest'
import type { ShopChange } from '../../contract/events.ts'
import type { Product } from '../../contract/product.ts'
import { fits, productOf } from './filters.ts'

const mango: Product = {
  _id: '0123456789abcdef01234567',
  name: 'Alphonso mango',
  description: 'Ratnagiri fruit,\nfolded into cream.',
  category: 'Cakes',
  subcategory: 'Fruit',
  basePrice: 540,
  image: '',
  imageAlt: '',
  drawing: null,
  flavors: [{ name: 'Mango', priceMultiplier: 1, charge: 0, available: true }],
  sizes: [{ name: '2 kg', servings: '', priceMultiplier: 2, charge: 0, available: false, points: null }],
  eggOptions: [
    { name: 'Egg', priceMultiplier: 1, charge: 0, available: true },
    { name: 'Eggless', priceMultiplier: 1.1, charge: 0, available: true },
  ],
  designs: [],
  extras: [],
  compareAtPrice: null,
  leadHours: 0,
  points: 1,
  allergens: ['milk'],
  available: true,
  featured: false,
  stock: null,
  rating: 0,
  reviewCount: 0,
  version: 1,
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
}

test('a cake fits a list that is narrowed to what it is', () => {
  expect(fits(mango, {})).toBe(true)
  expect(fits(mango, { category: 'Cakes', subcategory: 'Fruit', egg: 'eggless', minPrice: 540, maxPrice: 540 })).toBe(true)
  expect(fits(mango, { search: 'CREAM alphonso' })).toBe(true)
  expect(fits(mango, { flavor: ['Coffee', 'Mango'], free: ['nuts'] })).toBe(true)
})

test.each([
  [{ category: 'Pastries' }],
  [{ subcategory: 'Classics' }],
  [{ minPrice: 541 }],
  [{ maxPrice: 539 }],
  [{ search: 'mango biryani' }],
  [{ flavor: ['Coffee'] }],
  [{ size: ['2 kg'] }],
  [{ free: ['milk' as const, 'nuts' as const] }],
])('it does not fit %j', (filters) => {
  expect(fits(mango, filters)).toBe(false)
})

test('a cake that comes with egg only is no eggless one, and one that nobody has said anything about is neither', () => {
  const withEgg = { ...mango, eggOptions: mango.eggOptions.slice(0, 1) }
  expect(fits(withEgg, { egg: 'egg' })).toBe(true)
  expect(fits(withEgg, { egg: 'eggless' })).toBe(false)
  expect(fits({ ...mango, eggOptions: [] }, { egg: 'egg' })).toBe(false)
})

test('what is hidden fits nowhere', () => {
  expect(fits({ ...mango, available: false }, {})).toBe(false)
})

test('[B11] only news of a product that is there bring one', () => {
  const news = { entity: `product:${mango._id}`, rev: 1, at: mango.createdAt }
  expect(productOf({ ...news, type: 'product_created', data: mango } as ShopChange)).toBe(mango)
  expect(productOf({ ...news, type: 'product_updated', data: mango, gone: true } as ShopChange)).toBeNull()
  expect(productOf({ ...news, type: 'product_deleted', data: { _id: mango._id } } as ShopChange)).toBeNull()
})
