import { mix, tone } from './colour.ts'
import { drip } from './drip.ts'
import { fix } from './numbers.ts'
import { CX, coversTop, dots, type Pen, SHADE, type Spot, stop } from './pen.ts'
import { type Plan, type Solid, solid } from './solid.ts'
import { finishWall } from './wall-finish.ts'
import { cutWedge, inWedge, wedgeFace } from './wedge.ts'

/** One storey while it is being drawn. `y` is the ground line of its base centre. */
export type Wall = {
  readonly pen: Pen
  readonly solid: Solid
  readonly y: number
  readonly height: number
  readonly radius: number
  /** Suffix of this storey's gradients. */
  readonly suffix: string
  /** Makes a gradient run over the whole wall. */
  readonly across: string
  readonly wallColour: string
  readonly topColour: string
  /** One wedge is taken out. */
  readonly cut: boolean
}

export type StoreySize = {
  readonly y: number
  readonly height: number
  readonly radius: number
  readonly level: number
  readonly cut?: boolean
}

function wallFor(pen: Pen, plan: Plan, { y, height, radius, level, cut = false }: StoreySize): Wall {
  const { look, finish } = pen
  const shape = solid(plan, CX, y - height, pen.k)
  const naked = mix(look.cream, look.sponge, 0.12)
  return {
    pen,
    solid: shape,
    y,
    height,
    radius,
    suffix: `${level}`,
    across: `gradientUnits="userSpaceOnUse" x1="${fix(shape.left)}" x2="${fix(shape.right)}" y1="0" y2="0"`,
    wallColour: finish === 'naked' ? naked : finish === 'glaze' ? look.glaze : look.cream,
    topColour: coversTop(finish) ? look.glaze : look.cream,
    cut,
  }
}

function shadeTowardsFoot({ pen, solid: S, y, height, radius, suffix }: Wall): string {
  const stops = stop(0, SHADE, 0) + stop(0.62, SHADE, 0.03) + stop(1, SHADE, 0.26)
  const down = `gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${fix(y - height)}" y2="${fix(y + radius * pen.k)}"`
  pen.linear(`a${suffix}`, stops, down)
  return `<path d="${S.band(0, height)}" fill="${pen.url(`a${suffix}`)}"/>`
}

function crumbsOnWall(wall: Wall, dust: string): string {
  const { pen, solid: S, height } = wall
  const [dark, light]: [Spot[], Spot[]] = [[], []]
  for (let i = 0; i < 90; i++) {
    const e = S.at(pen.random())
    const up = pen.random() ** 2.4 * height * 0.42
    if (!inWedge(wall, e.x)) (i % 2 ? light : dark).push([e.x, e.y + height - 3 - up])
  }
  return dots(dark, 3.4, dust, 0.9) + dots(light, 2.4, tone(dust, 0.18), 0.9)
}

function ropeAtFoot(wall: Wall): string {
  const { pen, solid: S, height } = wall
  pen.parts.add('rope')
  const n = Math.round(S.length / 15.5)
  let s = ''
  for (let i = 0; i <= n; i++) {
    const e = S.at(i / n)
    if (!inWedge(wall, e.x)) s += pen.use('lobe', e.x, e.y + height - 3, 0.62 + 0.38 * Math.max(0.2, e.nz))
  }
  return s
}

function plainTop(wall: Wall): string {
  const { pen, solid: S, suffix, cut } = wall
  const face = (dy: number, scale: number) => (cut ? wedgeFace(wall, scale, dy) : S.face(dy, scale))
  let s = `<path d="${face(3, 1)}" fill="${pen.url(`e${suffix}`)}"/><path d="${face(0, 0.972)}" fill="${pen.url(`t${suffix}`)}"/>`
  if (!cut) {
    const shine = pen.finish === 'glaze' ? 0.7 : 0.6
    s += `<path d="${S.line(1.5, 0.08, 0.5)}" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" opacity="${shine}"/>`
  }
  return s
}

function gloss({ pen, y, height, radius }: Wall): string {
  const x = fix(CX - radius * 0.34)
  const cy = fix(y - height - radius * pen.k * 0.42)
  return `<ellipse cx="${x}" cy="${cy}" rx="${fix(radius * 0.42)}" ry="${fix(radius * pen.k * 0.2)}" fill="#fff" opacity=".13" transform="rotate(-7 ${x} ${cy})"/>`
}

/** One storey: wall, finish, top. */
export function storey(pen: Pen, plan: Plan, size: StoreySize): { readonly drawn: string; readonly solid: Solid } {
  const wall = wallFor(pen, plan, size)
  const { solid: S, suffix, across, wallColour, topColour, height, cut } = wall
  const { look, finish } = pen
  pen.linear(`w${suffix}`, S.stops(wallColour), across)
  pen.linear(`e${suffix}`, S.stops(tone(finish === 'drip' ? look.glaze : wallColour, 0.22), 6), across)
  const topStops = stop(0, tone(topColour, coversTop(finish) ? 0.2 : 0.5)) + stop(0.55, topColour) + stop(1, tone(topColour, -0.12))
  pen.radial(`t${suffix}`, topStops, 'cx=".36" cy=".3" r=".85"')

  let s = cut ? cutWedge(wall) : `<path d="${S.band(0, height)}" fill="${pen.url(`w${suffix}`)}"/>`
  s += finishWall(wall)
  if (!cut) s += shadeTowardsFoot(wall)
  if (look.dust && finish !== 'fondant' && pen.family !== 'tiered') s += crumbsOnWall(wall, look.dust)
  if ((finish === 'cream' || finish === 'drip' || finish === 'combed') && !look.dust) s += ropeAtFoot(wall)
  s += finish === 'drip' ? drip(wall) : plainTop(wall)
  if (coversTop(finish)) s += gloss(wall)
  return { drawn: s, solid: S }
}
