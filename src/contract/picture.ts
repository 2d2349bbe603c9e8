import * as z from 'zod'
import { Id, Time } from './shared.ts'

/** Widths that every picture can be asked for, in pixels. One that was smaller is answered in its own size. */
export const PICTURE_WIDTHS = [320, 640, 1200] as const
export const PICTURE_BYTES = 10 * 1024 * 1024
export const PICTURE_PIXELS = 50_000_000
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const

/** `product`: for the shelf, by who keeps the catalogue. `reference`: what somebody's cake should look like; seen by them and the counter. */
export const PICTURE_KINDS = ['product', 'reference'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

/** `left,top,width,height` in pixels of the upright picture. */
const Crop = z
  .string()
  .regex(/^\d{1,5}(,\d{1,5}){3}$/, 'must be left,top,width,height')
  .transform((text) => {
    const [left = 0, top = 0, width = 0, height = 0] = text.split(',').map(Number)
    return { left, top, width, height }
  })
  .refine(({ width, height }) => width > 0 && height > 0, 'must not be empty')
export type Crop = z.infer<typeof Crop>

export const PictureQuery = z.strictObject({ kind: z.enum(PICTURE_KINDS), crop: Crop.optional() })
export type PictureQuery = z.infer<typeof PictureQuery>
export const Picture = z.object({
  _id: Id,
  kind: z.enum(PICTURE_KINDS),
  /** What a product's `image` may be, and where the middle width is served. */
  path: z.string(),
  /** As stored. */
  width: z.int(),
  height: z.int(),
  createdAt: Time,
})
export type Picture = z.infer<typeof Picture>
