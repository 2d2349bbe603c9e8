import { tone } from './colour.ts'
import { fix } from './numbers.ts'
import { CX, dots, SHADE, type Spot, stop } from './pen.ts'
import type { Wall } from './storey.ts'

/** The missing wedge lies between these angles, in radians from the right towards the viewer. */
export const WEDGE_FROM = 0.36
export const WEDGE_TO = 1.42

const LAYERS = 3

/** A point of the rim, `dy` below the top. */
export function rimPoint({ pen, y, height, radius }: Wall, angle: number, dy: number): Spot {
  return [fix(CX + Math.cos(angle) * radius), fix(y - height + Math.sin(angle) * radius * pen.k + dy)]
}

export function inWedge(wall: Wall, x: number): boolean {
  return wall.cut && x > rimPoint(wall, WEDGE_TO, 0)[0] - 3 && x < rimPoint(wall, WEDGE_FROM, 0)[0] + 3
}

/** The top face without the wedge. */
export function wedgeFace({ pen, y, height, radius }: Wall, scale: number, dy: number): string {
  const point = (a: number) => `${fix(CX + Math.cos(a) * radius * scale)} ${fix(y - height + Math.sin(a) * radius * pen.k * scale + dy)}`
  const arc = `A${fix(radius * scale)} ${fix(radius * pen.k * scale)} 0 1 0 `
  return `M${CX} ${y - height + dy}L${point(WEDGE_FROM)}${arc}${point(WEDGE_TO)}Z`
}

/** A quadrilateral on the inner wall: two depths (share of the height), two distances from the centre (share of the radius). */
function innerQuad(wall: Wall, f0: number, f1: number, u0: number, u1: number, fill: string): string {
  const { y, height } = wall
  const [ex, ey] = rimPoint(wall, WEDGE_FROM, 0)
  const X = (u: number) => fix(CX + (ex - CX) * u)
  const Y = (u: number, f: number) => fix(y - height + (ey - (y - height)) * u + height * f)
  return `<path d="M${X(u0)} ${Y(u0, f0)}L${X(u1)} ${Y(u1, f0)}L${X(u1)} ${Y(u1, f1)}L${X(u0)} ${Y(u0, f1)}Z" fill="${fill}"/>`
}

function layers(wall: Wall, creamShare: number): string {
  const { pen, y, height } = wall
  const { random, look } = pen
  const [ex, ey] = rimPoint(wall, WEDGE_FROM, 0)
  const step = (1 - creamShare) / LAYERS
  const [dark, light]: [Spot[], Spot[]] = [[], []]
  let s = ''
  for (let i = 0; i < LAYERS; i++) {
    const a = creamShare + i * step + (i ? 0.035 : 0.012)
    const b = creamShare + (i + 1) * step - (i < LAYERS - 1 ? 0.035 : 0)
    s += innerQuad(wall, a, b, 0, 1, look.sponge)
    for (let q = 0; q < 26; q++) {
      const u = 0.06 + random() * 0.88
      const f = a + 0.02 + random() * (b - a - 0.04)
      const crumb: Spot = [CX + (ex - CX) * u, y - height + (ey - (y - height)) * u + height * f]
      ;(q % 2 ? light : dark).push(crumb)
    }
  }
  return s + dots(dark, 2.6, tone(look.sponge, -0.22), 0.6) + dots(light, 2.2, tone(look.sponge, 0.22), 0.7)
}

function outerWall(wall: Wall, from: number, to: number): string {
  const steps = 24
  const at = (i: number, dy: number) => rimPoint(wall, from + ((to - from) * i) / steps, dy).join(' ')
  let d = `M${rimPoint(wall, from, 0).join(' ')}`
  for (let i = 1; i <= steps; i++) d += `L${at(i, 0)}`
  for (let i = steps; i >= 0; i--) d += `L${at(i, wall.height)}`
  return `${d}Z`
}

/** The lit inner wall, then the two outer walls around the gap. */
export function cutWedge(wall: Wall): string {
  const { pen, y, height, radius, suffix, topColour, wallColour } = wall
  const creamShare = 0.07
  const foot = (a: number) => rimPoint(wall, a, height).join(' ')
  const floor = `M${CX} ${y}L${foot(WEDGE_FROM)}A${radius} ${fix(radius * pen.k)} 0 0 1 ${foot(WEDGE_TO)}Z`
  let s = `<path d="${floor}" fill="${SHADE}" opacity=".3"/>`
  s += innerQuad(wall, 0, 1, 0, 1, tone(pen.look.fill, 0.08))
  pen.linear('in', stop(0, SHADE, 0.5) + stop(0.45, SHADE, 0.1) + stop(1, SHADE, 0))
  s += layers(wall, creamShare)
  s += innerQuad(wall, 0, creamShare, 0, 1, topColour)
  s += innerQuad(wall, 0, 1, 1 - 8 / 100, 1, tone(wallColour, -0.04))
  s += innerQuad(wall, 0, 1, 0, 1, pen.url('in'))
  const outside = outerWall(wall, Math.PI, WEDGE_TO) + outerWall(wall, WEDGE_FROM, 0)
  return `${s}<path d="${outside}" fill="${pen.url(`w${suffix}`)}"/><path d="${outside}" fill="${pen.url('ao')}"/>`
}
