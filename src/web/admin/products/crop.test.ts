import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cropOf, pushed, SHAPES, type Shape, WHOLE } from './crop.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const frames = fc.record({
  shape: fc.constantFrom<Shape>('square', 'landscape'),
  size: fc.double({ min: 0.1, max: 1, noNaN: true }),
  x: share,
  y: share,
})
const pictures = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
const seed = Date.now() % 2 ** 31

test(`what is cut out lies within the picture and has its shape, wherever it is pushed (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      pictures,
      frames,
      fc.integer({ min: -9000, max: 9000 }),
      fc.integer({ min: -9000, max: 9000 }),
      (picture, frame, right, down) => {
        const { left, top, width, height } = cropOf(picture, pushed(picture, frame, right, down))
        expect(Math.min(left, top, width - 1, height - 1)).toBeGreaterThanOrEqual(0)
        expect(left + width).toBeLessThanOrEqual(picture.width)
        expect(top + height).toBeLessThanOrEqual(picture.height)
        expect(Math.abs(width / SHAPES[frame.shape] - height)).toBeLessThanOrEqual(1)
      },
    ),
    { seed },
  )
})

test('the whole of a lying picture is its middle, and a push goes as far as the hand', () => {
  const picture = { width: 1000, height: 600 }
  expect(cropOf(picture, WHOLE)).toEqual({ left: 200, top: 0, width: 600, height: 600 })
  expect(cropOf(picture, pushed(picture, WHOLE, 50, 30))).toEqual({ left: 250, top: 0, width: 600, height: 600 })
  expect(cropOf(picture, { ...WHOLE, shape: 'landscape' })).toEqual({ left: 100, top: 0, width: 800, height: 600 })
})
