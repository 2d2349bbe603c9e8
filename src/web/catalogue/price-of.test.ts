import { expect, test } from 'vitest'
import { sumOf } from '../product/price-sum.ts'
import { chooseOf, fromPrice, hasOnePrice, priceOf } from './price-of.ts'

const option = (name: string, priceMultiplier: number) => ({ name, priceMultiplier, charge: 0, available: true })
const size = (name: string, servings: string, priceMultiplier: number) => ({ ...option(name, priceMultiplier), servings, points: null })
const truffle = {
  basePrice: 450,
  flavors: [option('Vanilla', 1), option('Chocolate', 1.15)],
  sizes: [size('1 kg', 'serves 10', 1.3), size('½ kg', '', 0.7)],
  eggOptions: [option('Egg', 1), option('Eggless', 1.1)],
  designs: [{ name: 'Photo on top', charge: 250, available: true }],
  extras: [{ name: 'Candles', charge: 60, available: true }],
}

test('[D01] the page counts as the till does: 450 × 1.15 × 1.3 × 1.1 is 740.03', () => {
  const choice = { flavor: 'Chocolate', size: '1 kg', eggOption: 'Eggless' }
  expect(priceOf(truffle, chooseOf(truffle, choice))).toBe(740.03)
  expect(priceOf(truffle, chooseOf(truffle, { ...choice, design: 'Photo on top', extras: ['Candles'] }))).toBe(1050.03)
})

test('"from" is the least that the cake can cost, also when the cheapest option is not the first', () => {
  expect(fromPrice(truffle)).toBe(315)
  expect(hasOnePrice(truffle)).toBe(false)
  const [light, heavy] = [size('½ kg', '', 0.7), size('1 kg', '', 1.3)]
  // A low factor with a charge is dearer than a higher one without; what cannot be had now is no offer.
  expect(fromPrice({ ...truffle, sizes: [{ ...light, charge: 500 }, heavy] })).toBe(585)
  expect(fromPrice({ ...truffle, sizes: [{ ...light, available: false }, heavy] })).toBe(585)
  expect(fromPrice({ ...truffle, sizes: [{ ...light, charge: 50 }, heavy] })).toBe(365)
})

test('a cake without options costs its base price', () => {
  const plain = { basePrice: 75, flavors: [], sizes: [], eggOptions: [], designs: [], extras: [] }
  expect(fromPrice(plain)).toBe(75)
  expect(hasOnePrice(plain)).toBe(true)
})

test('the sum is spelled out with the factors that change something', () => {
  expect(sumOf(truffle, { flavor: 'Chocolate', size: '1 kg', eggOption: 'Eggless', design: 'Photo on top', extras: ['Candles'] })).toBe(
    '₹450 × 1.15 Chocolate × 1.3 for 1 kg × 1.1 eggless + ₹250 Photo on top + ₹60 Candles',
  )
  expect(sumOf(truffle, { flavor: 'Vanilla', size: '', eggOption: 'Egg', design: '', extras: [] })).toBe('₹450')
})
