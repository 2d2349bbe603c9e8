import { expect, test } from 'vitest'
import { choose, type Option, sameChoice } from './choice.ts'
import { multiplier } from './price.ts'

const option = (field: Option['field'], name: string, factor: number): Option => ({ field, name, factor: multiplier(factor) })
const options = [
  option('flavor', 'Vanilla', 1),
  option('flavor', 'Chocolate', 1.15),
  option('size', '1 kg', 1.3),
  option('size', '2 kg', 2.5),
]

test('what is left out is the product’s first of its kind', () => {
  expect(choose(options, {})).toEqual({ choice: { flavor: 'Vanilla', size: '1 kg', eggOption: '' }, factors: [1000, 1300], unknown: [] })
  expect(choose(options, { flavor: '', size: '2 kg' }).choice).toEqual({ flavor: 'Vanilla', size: '2 kg', eggOption: '' })
  expect(choose([], {}).choice).toEqual({ flavor: '', size: '', eggOption: '' })
})

test('[D05] an option that is not this product’s is told, also where it has none of that kind', () => {
  expect(choose(options, { flavor: 'Mango' }).unknown).toEqual(['flavor'])
  expect(choose(options, { flavor: '1 kg' }).unknown).toEqual(['flavor'])
  expect(choose(options, { flavor: 'vanilla', eggOption: 'Eggless' }).unknown).toEqual(['flavor', 'eggOption'])
})

test('two choices are the same when all their options are', () => {
  const one = { flavor: 'Vanilla', size: '1 kg', eggOption: '' }
  expect(sameChoice(one, { ...one })).toBe(true)
  expect(sameChoice(one, { ...one, size: '2 kg' })).toBe(false)
})
