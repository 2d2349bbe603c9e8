import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type Crop, PICTURE_PIXELS, PICTURE_WIDTHS } from '../../contract/picture.ts'
import { refuse } from '../refusal.ts'
import { isAnimatedPng, sniff } from './sniff.ts'

export type Rendered = {
  readonly width: number
  readonly height: number
  /** Of the largest file. */
  readonly sha256: Buffer
  /** WebP, from the smallest width on. */
  readonly files: readonly { readonly width: number; readonly bytes: Buffer }[]
}

const SECONDS = 15
const LARGEST = Math.max(...PICTURE_WIDTHS)

/**
 * Decodes a picture that somebody sent and draws it anew, upright, cropped and in each of the widths; nothing else of the bytes lives on.
 * @throws Refusal `picture.not-taken`, `picture.too-large`, `picture.unreadable`, or `request.invalid` for a crop beyond its edges
 */
export async function render(bytes: Buffer, crop?: Crop): Promise<Rendered> {
  const { width, height } = await inspect(bytes)
  const area = crop ?? { left: 0, top: 0, width, height }
  if (area.left + area.width > width || area.top + area.height > height)
    refuse('request.invalid', { issues: [{ path: 'querystring/crop', message: `must lie within ${width} × ${height}` }] })
  const whole = await decoding(() =>
    open(bytes).autoOrient().extract(area).resize({ width: LARGEST, withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true }),
  )
  const { info } = whole
  const widths = [...new Set(PICTURE_WIDTHS.map((each) => Math.min(each, info.width)))]
  const files = []
  for (const each of widths) {
    const raw = { width: info.width, height: info.height, channels: info.channels }
    files.push({ width: each, bytes: await sharp(whole.data, { raw }).resize({ width: each }).webp({ quality: 82, effort: 4 }).toBuffer() })
  }
  const largest = files.at(-1)?.bytes ?? Buffer.alloc(0)
  return { width: info.width, height: info.height, sha256: createHash('sha256').update(largest).digest(), files }
}

const open = (bytes: Buffer) => sharp(bytes, { limitInputPixels: PICTURE_PIXELS, failOn: 'error' }).timeout({ seconds: SECONDS })

/** @returns its size once it is upright */
async function inspect(bytes: Buffer): Promise<{ width: number; height: number }> {
  const format = sniff(bytes) ?? refuse('picture.not-taken')
  const about = await decoding(() => open(bytes).metadata())
  if (about.format !== (format === 'avif' ? 'heif' : format)) refuse('picture.not-taken')
  if ((about.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes))) refuse('picture.unreadable')
  return about.autoOrient
}

/** Whatever a decoder says of hostile bytes is the sender's to know, and no bug. */
async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    return refuse(/pixel limit/i.test(String(error)) ? 'picture.too-large' : 'picture.unreadable')
  }
}
