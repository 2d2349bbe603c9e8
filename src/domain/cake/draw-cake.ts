import { randomFrom } from '../random.ts'
import { mix } from './colour.ts'
import { drawCupcake } from './family-cupcake.ts'
import { drawSlice } from './family-slice.ts'
import { drawTiered } from './family-tiered.ts'
import { drawWhole } from './family-whole.ts'
import { drawKit } from './kit.ts'
import { fix, shortHash } from './numbers.ts'
import type { Order } from './order.ts'
import { FAMILIES, type Family, FINISHES, type Finish, type Flavour, lookOf, TOPPINGS, type Topping } from './palette.ts'
import { type Pen, penFor, SHADE, stop } from './pen.ts'
import { escapeText } from './piping.ts'
import type { PlateKind } from './plate.ts'
import { vegMarkBody } from './veg-mark.ts'

/** What a product stores about its picture. */
export type CakeDrawing = {
  readonly family: Family
  readonly flavour: Flavour
  /** Default: the flavour's own. */
  readonly finish?: Finish | undefined
  /** Default: the flavour's own. */
  readonly topping?: Topping | undefined
  /** 1 to 4, tiered only; default 2. */
  readonly tiers?: number | undefined
  /** An integer; the same options and seed give the same bytes. */
  readonly seed?: number | undefined
}

export type CakeOptions = CakeDrawing & {
  /** 0.5 to 5: changes width and height. Default 1. */
  readonly kg?: number | undefined
  /** Plain text, piped on top; the camera tilts down so that it can be read. At most 80 characters are drawn. */
  readonly message?: string | undefined
  /** Draws the Indian food mark in the corner; undefined draws none. */
  readonly eggless?: boolean | undefined
  /** One wedge is taken out and the layers show (layer family, no message). */
  readonly cut?: boolean | undefined
  /** A taut baker's wire parts the cake (layer family) and runs out to the right: let the svg overflow. */
  readonly wire?: boolean | undefined
  /** Default: by family. */
  readonly plate?: PlateKind | undefined
  /** `family` (default): one frame for all sizes, so that they compare. `fit`: the cake fills the square. */
  readonly frame?: 'family' | 'fit' | undefined
  /** The flavour's colour field behind it; default transparent. */
  readonly scene?: boolean | undefined
  /** Letters and digits, unique per copy in a page: two copies that share ids break when the first is hidden. */
  readonly uid?: string | undefined
  /** Accessible name; without it the picture is decorative. */
  readonly title?: string | undefined
}

type Frame = readonly [x: number, y: number, side: number]

const FRAMES: Readonly<Record<Family, Frame>> = {
  layer: [30, 74, 420],
  square: [30, 74, 420],
  heart: [34, 96, 412],
  sheet: [-8, 30, 496],
  tiered: [18, 36, 444],
  slice: [26, 62, 440],
  cupcake: [46, 56, 388],
}

const DRAW: Readonly<Record<Family, (pen: Pen, order: Order) => string>> = {
  layer: drawWhole,
  square: drawWhole,
  heart: drawWhole,
  sheet: drawWhole,
  tiered: drawTiered,
  slice: drawSlice,
  cupcake: drawCupcake,
}

function known<T extends string>(values: readonly T[], value: string | undefined, otherwise: T): T {
  return values.find((each) => each === value) ?? otherwise
}

/** With text on top we look further down. */
function tiltOf(family: Family, message: string): number {
  if (message && (family === 'layer' || family === 'heart' || family === 'sheet' || family === 'square')) return 0.52
  return family === 'sheet' ? 0.5 : family === 'heart' ? 0.47 : 0.36
}

function frameOf(family: Family, { radius, plate }: Order, fit: boolean): Frame {
  if (!fit || (family !== 'layer' && family !== 'heart' && family !== 'square')) return FRAMES[family]
  const side = Math.max((radius + (family === 'layer' ? 44 : 54)) * 2, 330)
  const onStand = plate ? plate === 'stand' : family === 'layer'
  return [240 - side / 2 + 3, (onStand ? 448 : 462) - side + side * 0.015, side]
}

/** One cake as an SVG string. Pure and deterministic; an unknown value falls back to its default. */
export function drawCake(o: CakeOptions): string {
  const family = known(FAMILIES, o.family, 'layer')
  const look = lookOf(o.flavour)
  const finish = known(FINISHES, o.finish, look.finish)
  const topping = known(TOPPINGS, o.topping, look.topping)
  const kg = Math.min(5, Math.max(0.5, Number(o.kg) || 1))
  const tiers = Math.min(4, Math.max(1, Math.round(Number(o.tiers) || 2)))
  const words = String(o.message ?? '')
    .trim()
    .replace(/\s+/g, ' ')
  const message = [...words].slice(0, 80).join('')
  const seed = o.seed ?? 7
  const said = [family, o.flavour, finish, topping, kg, tiers, message, o.cut, o.plate, o.scene, o.frame, o.wire, o.eggless, seed]
  const id = `c${shortHash(JSON.stringify(said))}${String(o.uid ?? '').replace(/\W/g, '')}_`

  const pen = penFor({ id, look, family, finish, topping, k: tiltOf(family, message), random: randomFrom(seed * 7919 + kg * 31 + tiers) })
  pen.radial('sh', stop(0, SHADE, 0.42) + stop(0.55, SHADE, 0.2) + stop(1, SHADE, 0))
  pen.linear('ao', stop(0, SHADE, 0) + stop(0.6, SHADE, 0.02) + stop(1, SHADE, 0.26), 'x2="0" y2="1"')

  const grow = Math.log2(kg * 2)
  const radius = Math.min(164, 104 + 23 * grow)
  const height = Math.min(128, 80 + 13 * grow)
  const order: Order = { tiers, grow, radius, height, message, plate: o.plate ?? '', cut: !!o.cut, wire: !!o.wire }
  const body = DRAW[family](pen, order)

  const [x, y, side] = frameOf(family, order, o.frame === 'fit')
  const frame = `${fix(x)} ${fix(y)} ${fix(side)} ${fix(side)}`
  let field = ''
  if (o.scene) {
    pen.radial('bg', stop(0, mix(look.field, '#ffffff', 0.55)) + stop(1, look.field), 'cx=".38" cy=".34" r=".75"')
    field = `<rect x="${fix(x)}" y="${fix(y)}" width="${fix(side)}" height="${fix(side)}" fill="${pen.url('bg')}"/>`
  }
  const at = `translate(${fix(x + side * 0.04)} ${fix(y + side * 0.04)})`
  const mark = o.eggless === undefined ? '' : `<g transform="${at}">${vegMarkBody(o.eggless, fix(side * 0.07))}</g>`
  const name = o.title ? `role="img" aria-label="${escapeText(String(o.title))}"` : 'aria-hidden="true"'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame}" ${name}><defs>${pen.defs.join('')}${drawKit(pen)}</defs>${field}${body}${mark}</svg>`
}
