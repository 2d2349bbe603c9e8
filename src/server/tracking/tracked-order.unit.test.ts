import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortened } from './tracked-order.ts'

test('[C26] a link tells the quarter and the town of an address, never the door', () => {
  expect(shortened('14, 3rd Cross, Indiranagar, Bengaluru')).toBe('Indiranagar, Bengaluru')
  expect(shortened('Flat 9\nPark Street')).toBe('Park Street')
  expect(shortened('12 Park Street')).toBe('')
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), fc.string(), (door, rest) => {
      const first = door.replace(/[\n,]/g, ' ').trim()
      return !shortened(`${first}#1, ${rest}`).includes(`${first}#1`) || rest.includes('#1')
    }),
  )
})
