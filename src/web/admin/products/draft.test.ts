import { expect, test } from 'vitest'
import { readRupees } from '../../../domain/money.ts'
import { EMPTY, formPath, inputOf } from './draft.ts'

const mango = { name: 'Mango', priceMultiplier: '1', charge: '', available: true }

test('a price may be typed as people write it, and nothing else is taken for one', () => {
  expect(['450', '₹1,28,417.60', ' 12.5 '].map(readRupees)).toEqual([450, 128_417.6, 12.5])
  expect(['', 'abc', '1.005', '-3', '1e9'].map(readRupees)).toEqual([null, null, null, null, null])
})

test('numbers that cannot be sent are named at their fields, all at once', () => {
  const draft = { ...EMPTY, name: 'Truffle', basePrice: 'four', stock: '1.5', flavors: [{ ...mango, priceMultiplier: '-1' }] }
  const { input, issues } = inputOf(draft)
  expect(input).toBeNull()
  expect(issues.map(({ path }) => path).sort()).toEqual(['basePrice', 'flavors.0.priceMultiplier', 'stock'])
})

test('an empty stock is made to order, an empty factor is 1, no family is no drawing', () => {
  const { input } = inputOf({ ...EMPTY, name: 'Truffle', basePrice: '450', flavors: [{ ...mango, priceMultiplier: '' }] })
  expect(input).toMatchObject({
    basePrice: 450,
    stock: null,
    costPrice: null,
    drawing: null,
    flavors: [{ name: 'Mango', priceMultiplier: 1 }],
  })
})

test('where the server says something is wrong is where the form says it', () => {
  expect(['body/basePrice', 'body/flavors/0/name', 'body'].map(formPath)).toEqual(['basePrice', 'flavors.0.name', ''])
})
