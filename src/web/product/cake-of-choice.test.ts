import { expect, test } from 'vitest'
import type { Product } from '../../contract/product.ts'
import { cakeOf } from './cake-of-choice.ts'

const truffle = {
  name: 'Truffle',
  drawing: { family: 'layer', flavour: 'chocolate', seed: 3 },
  flavors: [
    { name: 'House dark', priceMultiplier: 1 },
    { name: 'Red velvet and strawberry', priceMultiplier: 1 },
  ],
} as Product
const none = { flavor: '', size: '', eggOption: '', design: '', extras: [] }

test('the first flavour looks like the picture, another one takes its own colours', () => {
  expect(cakeOf(truffle, { ...none, flavor: 'House dark' }, '').flavour).toBe('chocolate')
  expect(cakeOf(truffle, { ...none, flavor: 'Red velvet and strawberry' }, '').flavour).toBe('red-velvet')
})

test('the size decides how large it is drawn, as weight or as tiers', () => {
  expect(cakeOf(truffle, { ...none, size: '1.5 kg' }, '').kg).toBe(1.5)
  expect(cakeOf(truffle, { ...none, size: '6 pieces' }, '').kg).toBeUndefined()
  const tiered = { ...truffle, drawing: { family: 'tiered', flavour: 'ivory' } } as Product
  expect(cakeOf(tiered, { ...none, size: '3 tiers, 5 kg' }, '')).toMatchObject({ tiers: 3, kg: undefined })
})

test('the message is drawn as it is typed', () => {
  expect(cakeOf(truffle, none, 'मीरा').message).toBe('मीरा')
})
