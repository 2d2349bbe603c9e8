import { expect, test } from 'vitest'
import { choose, type Option, sameChoice } from './choice.ts'
import { paise } from './money.ts'
import { multiplier } from './price.ts'

const option = (field: Option['field'], name: string, factor = 1, more: Partial<Option> = {}): Option => ({
  field,
  name,
  factor: multiplier(factor),
  charge: paise(0),
  available: true,
  points: null,
  ...more,
})
const options = [
  option('flavor', 'Vanilla'),
  option('flavor', 'Chocolate', 1.15),
  option('flavor', 'Mango', 1.2, { available: false }),
  option('size', '1 kg', 1.3),
  option('size', '2 kg', 2.5, { points: 4 }),
  option('design', 'Photo on top', 1, { charge: paise(250_00) }),
  option('extras', 'Candles', 1, { charge: paise(60_00) }),
  option('extras', 'Knife', 1, { charge: paise(20_50) }),
]
const plain = { flavor: '', size: '', eggOption: '', design: '', extras: [] }

test('what is left out is the product’s first of its kind; a design and extras are only where they are wanted', () => {
  expect(choose(options, {})).toEqual({
    choice: { ...plain, flavor: 'Vanilla', size: '1 kg' },
    factors: [1000, 1300],
    charges: [0, 0],
    points: null,
    unknown: [],
    unavailable: [],
  })
  expect(choose(options, { flavor: '', size: '2 kg' })).toMatchObject({ choice: { flavor: 'Vanilla', size: '2 kg' }, points: 4 })
  expect(choose([], {}).choice).toEqual(plain)
})

test('designs and extras bring their charges; extras are a set', () => {
  const chosen = choose(options, { design: 'Photo on top', extras: ['Knife', 'Candles', 'Knife'] })
  expect(chosen.choice).toMatchObject({ design: 'Photo on top', extras: ['Candles', 'Knife'] })
  expect(chosen.charges).toEqual([0, 0, 250_00, 60_00, 20_50])
})

test('[D05] an option that is not this product’s is told, also where it has none of that kind', () => {
  const unknown = (wanted: Parameters<typeof choose>[1]) => choose(options, wanted).unknown.map(({ field, name }) => `${field} ${name}`)
  expect(unknown({ flavor: 'Mint' })).toEqual(['flavor Mint'])
  expect(unknown({ flavor: '1 kg' })).toEqual(['flavor 1 kg'])
  expect(unknown({ flavor: 'vanilla', eggOption: 'Eggless' })).toEqual(['flavor vanilla', 'eggOption Eggless'])
  expect(unknown({ design: 'Candles', extras: ['Photo on top', 'Knife'] })).toEqual(['design Candles', 'extras Photo on top'])
})

test('[D05] what cannot be had now is told when it is wanted, and never chosen by itself', () => {
  expect(choose(options, { flavor: 'Mango' }).unavailable).toEqual([{ field: 'flavor', name: 'Mango' }])
  const first = [option('flavor', 'Mango', 1, { available: false }), option('flavor', 'Vanilla')]
  expect(choose(first, {}).choice.flavor).toBe('Vanilla')
  const none = first.map((each) => ({ ...each, available: false }))
  expect(choose(none, {})).toMatchObject({ choice: { flavor: 'Mango' }, unavailable: [{ field: 'flavor', name: 'Mango' }] })
})

test('two choices are the same when all their options are', () => {
  const one = { ...plain, flavor: 'Vanilla', size: '1 kg', extras: ['Candles'] }
  expect(sameChoice(one, { ...one, extras: ['Candles'] })).toBe(true)
  for (const other of [
    { size: '2 kg' },
    { design: 'Photo on top' },
    { extras: [] },
    { extras: ['Knife'] },
    { extras: ['Candles', 'Knife'] },
  ])
    expect(sameChoice(one, { ...one, ...other })).toBe(false)
})
