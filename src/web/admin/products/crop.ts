import type { Crop } from '../../../contract/picture.ts'

export const SHAPES = { square: 1, landscape: 4 / 3 } as const
export type Shape = keyof typeof SHAPES

/** What is cut out: its shape, how large of the largest that fits (0 to 1], and where between the edges (0 to 1). */
export type Frame = { readonly shape: Shape; readonly size: number; readonly x: number; readonly y: number }

export const WHOLE: Frame = { shape: 'square', size: 1, x: 0.5, y: 0.5 }
type Size = { readonly width: number; readonly height: number }

/** The frame in pixels of the upright picture, always within its edges. */
export function cropOf({ width, height }: Size, { shape, size, x, y }: Frame): Crop {
  const ratio = SHAPES[shape]
  const largest = Math.min(width, height * ratio)
  const w = Math.max(1, Math.round(largest * size))
  const h = Math.max(1, Math.min(height, Math.round(w / ratio)))
  return { left: Math.round((width - w) * x), top: Math.round((height - h) * y), width: w, height: h }
}

const within = (share: number): number => Math.min(1, Math.max(0, share))

/** The frame pushed by so many pixels of the picture. */
export function pushed(picture: Size, frame: Frame, right: number, down: number): Frame {
  const { width, height, left, top } = cropOf(picture, frame)
  const share = (place: number, room: number, before: number) => (room <= 0 ? before : within(place / room))
  return {
    ...frame,
    x: share(left + right, picture.width - width, frame.x),
    y: share(top + down, picture.height - height, frame.y),
  }
}
