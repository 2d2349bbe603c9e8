import { access, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { mix } from '../../domain/cake/colour.ts'
import { type CakeDrawing, drawCake } from '../../domain/cake/draw-cake.ts'
import { fieldOf } from '../../domain/cake/palette.ts'
import { PICTURE_WIDTHS } from './demo-product.ts'

export type PictureJob = {
  readonly products: readonly { readonly slug: string; readonly drawing: CakeDrawing }[]
  readonly outDir: string
  /** Called after each product. */
  readonly progress?: (done: number, total: number) => void
}

const LARGEST = Math.max(...PICTURE_WIDTHS)
/** What link previews take: opaque, and wide. */
const SOCIAL = { width: 1200, height: 630 }
const AT_ONCE = 2

export const socialPicture = (slug: string): string => `${slug}-social.jpg`

const missing = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    () => true,
  )

/** Written beside and renamed, so that a picture is whole or not there. */
async function write(picture: Sharp, path: string): Promise<void> {
  const unfinished = `${path}.part`
  await picture.toFile(unfinished)
  await rename(unfinished, path)
}

type Raw = { readonly data: Buffer; readonly info: OutputInfo }
const shapeOf = ({ info }: Raw) => ({ width: info.width, height: info.height, channels: info.channels })
const from = (raw: Raw) => sharp(raw.data, { raw: shapeOf(raw) })

async function rasterise(drawing: CakeDrawing): Promise<Raw> {
  const svg = drawCake({ ...drawing, frame: 'fit', scene: false }).replace('<svg ', `<svg width="${LARGEST}" height="${LARGEST}" `)
  return sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
}

/** The cake on its flavour's own field, standing on the bottom edge. */
async function social(raw: Raw, flavour: string): Promise<Sharp> {
  const { light } = fieldOf(flavour)
  const { width, height } = SOCIAL
  const field =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="f" cx=".42" cy=".36" r=".7">` +
    `<stop stop-color="${mix(light, '#ffffff', 0.55)}"/><stop offset="1" stop-color="${light}"/></radialGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#f)"/></svg>`
  const side = height - 24
  const cake = await from(raw).resize(side, side).raw().toBuffer({ resolveWithObject: true })
  return sharp(Buffer.from(field))
    .composite([{ input: cake.data, raw: shapeOf(cake), left: (width - side) / 2, top: height - side }])
    .flatten()
    .jpeg({ quality: 84 })
}

async function renderOne({ slug, drawing }: PictureJob['products'][number], outDir: string): Promise<void> {
  const cards = PICTURE_WIDTHS.map((width) => ({ width, path: join(outDir, `${slug}-${width}.webp`) }))
  const link = join(outDir, socialPicture(slug))
  const wanted = await Promise.all([...cards.map(({ path }) => missing(path)), missing(link)])
  if (!wanted.includes(true)) return
  const raw = await rasterise(drawing)
  for (const [i, { width, path }] of cards.entries()) {
    if (!wanted[i]) continue
    const sized = width === LARGEST ? from(raw) : from(raw).resize(width, width)
    await write(sized.webp({ quality: 82, alphaQuality: 90, effort: 1 }), path)
  }
  if (wanted[cards.length]) await write(await social(raw, drawing.flavour), link)
}

/** Renders what is not there yet, two products at once; a drawing that changed needs its old files removed first. */
export async function renderProductPictures({ products, outDir, progress }: PictureJob): Promise<void> {
  await mkdir(outDir, { recursive: true })
  const waiting = products.values()
  let done = 0
  const worker = async () => {
    for (const product of waiting) {
      await renderOne(product, outDir)
      progress?.(++done, products.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
