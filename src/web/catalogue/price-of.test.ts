import { expect, test } from 'vitest'
import { sumOf } from '../product/price-sum.ts'
import { chooseOf, fromPrice, hasOnePrice, priceOf } from './price-of.ts'

const truffle = {
  basePrice: 450,
  flavors: [
    { name: 'Vanilla', priceMultiplier: 1 },
    { name: 'Chocolate', priceMultiplier: 1.15 },
  ],
  sizes: [
    { name: '1 kg', servings: 'serves 10', priceMultiplier: 1.3 },
    { name: '½ kg', servings: '', priceMultiplier: 0.7 },
  ],
  eggOptions: [
    { name: 'Egg', priceMultiplier: 1 },
    { name: 'Eggless', priceMultiplier: 1.1 },
  ],
}

test('[D01] the page counts as the till does: 450 × 1.15 × 1.3 × 1.1 is 740.03', () => {
  const choice = { flavor: 'Chocolate', size: '1 kg', eggOption: 'Eggless' }
  expect(priceOf(truffle, chooseOf(truffle, choice))).toBe(740.03)
})

test('"from" is the least that the cake can cost, also when the cheapest option is not the first', () => {
  expect(fromPrice(truffle)).toBe(315)
  expect(hasOnePrice(truffle)).toBe(false)
})

test('a cake without options costs its base price', () => {
  const plain = { basePrice: 75, flavors: [], sizes: [], eggOptions: [] }
  expect(fromPrice(plain)).toBe(75)
  expect(hasOnePrice(plain)).toBe(true)
})

test('the sum is spelled out with the factors that change something', () => {
  const spelled = { ...truffle } as Parameters<typeof sumOf>[0]
  expect(sumOf(spelled, { flavor: 'Chocolate', size: '1 kg', eggOption: 'Eggless' })).toBe(
    '₹450 × 1.15 Chocolate × 1.3 for 1 kg × 1.1 eggless',
  )
  expect(sumOf(spelled, { flavor: 'Vanilla', size: '', eggOption: 'Egg' })).toBe('₹450')
})
