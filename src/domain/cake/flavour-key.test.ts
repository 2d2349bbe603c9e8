import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flavourKey } from './flavour-key.ts'
import { FLAVOUR_KEYS, FLAVOURS } from './palette.ts'

test.each([
  ['Belgian Chocolate', 'chocolate'],
  ['Red Velvet', 'red-velvet'],
  ['Kesar Pista', 'pistachio'],
  ['Black forest', 'black-forest'],
  ['Dutch Truffle', 'chocolate'],
  ['Filter kaapi', 'coffee'],
  ['Choco Butterscotch', 'butterscotch'],
  ['Alphonso mango', 'mango'],
  ['Fresh fruit', 'pineapple'],
  ['Tender coconut', 'ivory'],
  ['Blueberry cheesecake', 'blueberry'],
  ['  STRAWBERRY-cream ', 'strawberry'],
  ['Crème caramel', 'butterscotch'],
])('%s is drawn in the palette of %s', (name, key) => {
  expect(flavourKey(name)).toBe(key)
})

test('a palette finds itself, by key and by name', () => {
  for (const key of FLAVOUR_KEYS) {
    expect(flavourKey(key)).toBe(key)
    expect(flavourKey(FLAVOURS[key].name)).toBe(key)
  }
})

test('any name at all gets one palette, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(FLAVOUR_KEYS).toContain(flavourKey(name))
      expect(flavourKey(` ${name.toUpperCase().toLowerCase()} `)).toBe(flavourKey(name.toUpperCase().toLowerCase()))
    }),
  )
  expect(new Set(['Zzyzx', 'Qwerty', 'Ubtan', 'Sitaphal', 'Ponk'].map(flavourKey)).size).toBeGreaterThan(1)
})
