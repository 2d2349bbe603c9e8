import fc from 'fast-check'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { pathOf } from './qr-code.tsx'

/** The squares that a path of `M x y h width v1 h -width z` runs covers. */
function squaresOf(path: string): Set<string> {
  const squares = new Set<string>()
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i++) squares.add(`${Number(x) + i} ${y}`)
  }
  return squares
}

test('every dark square of the code is drawn, no other, and four light ones stand around', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), (text) => {
      const { size, path } = pathOf(text)
      const { data } = encode(text, { ecc: 'M', border: 4 })
      const dark = data.flatMap((row, y) => row.flatMap((square, x) => (square ? [`${x} ${y}`] : [])))
      expect(squaresOf(path)).toEqual(new Set(dark))
      const edges = dark.flatMap((square) => square.split(' ').map(Number))
      expect([Math.min(...edges), Math.max(...edges)]).toEqual([4, size - 5])
    }),
    { numRuns: 200 },
  )
})
