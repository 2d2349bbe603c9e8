import { toLab, tone } from './colour.ts'
import { dress } from './dress.ts'
import { fix } from './numbers.ts'
import type { Order } from './order.ts'
import { CX, dots, type Pen, SHADE, type Spot } from './pen.ts'
import { pipeAlongWall } from './piping.ts'
import { circle } from './plan.ts'
import { plateUnder } from './plate.ts'
import { solid } from './solid.ts'
import { storey } from './storey.ts'

type Build = { readonly radius: number; readonly height: number; readonly step: number }
const SINGLE: Build = { radius: 132, height: 130, step: 0 }
/** By number of tiers, from one to four. */
const BUILDS: readonly Build[] = [
  SINGLE,
  { radius: 138, height: 108, step: 50 },
  { radius: 142, height: 88, step: 40 },
  { radius: 146, height: 74, step: 31 },
]

/** Three flowers in a corner of a storey, left and right in turn. */
function corsage(pen: Pen, level: number, top: number, radius: number): string {
  const flower = pen.topping === 'roses' ? 'rose' : 'marigold'
  pen.parts.add(flower)
  const side = level % 2 ? -1 : 1
  const place = (a: number, b: number, scale: number) => pen.use(flower, CX + side * radius * a, top + radius * pen.k * b * 0.8 + 4, scale)
  return place(0.62, 0.8, 0.8) + place(0.74, 0.66, 0.62) + place(0.5, 0.94, 0.58)
}

/** A sugar-paste band around the lowest tier carries the message. */
function bandWithMessage(pen: Pen, message: string, ground: number, radius: number, height: number): string {
  const { look, k } = pen
  const y0 = ground - height * 0.72
  const y1 = ground - height * 0.24
  const paste = toLab(look.ink)[0] > 0.8 ? look.glaze : look.cream
  const stops = solid(circle(radius), CX, y0, k).stops(tone(paste, 0.1))
  pen.linear('mb', stops, `gradientUnits="userSpaceOnUse" x1="${CX - radius}" x2="${CX + radius}" y1="0" y2="0"`)
  const [left, right, ry] = [fix(CX - radius), fix(CX + radius), fix(radius * k)]
  const band = `M${left} ${fix(y0)}A${radius} ${ry} 0 0 0 ${right} ${fix(y0)}V${fix(y1)}A${radius} ${ry} 0 0 1 ${left} ${fix(y1)}Z`
  const beads = [y0, y1].flatMap((y) =>
    Array.from({ length: 45 }, (_, i): Spot => {
      const a = Math.PI * (1 - i / 44)
      return [CX + Math.cos(a) * radius, y + Math.sin(a) * radius * k]
    }),
  )
  const glints = beads.map(([x, y]): Spot => [x - 0.8, y - 1])
  return (
    `<path d="${band}" transform="translate(0 3)" fill="${SHADE}" opacity=".2"/><path d="${band}" fill="${pen.url('mb')}"/>` +
    dots(beads, 5.4, tone(look.accent, -0.1)) +
    dots(glints, 3, tone(look.accent, 0.4)) +
    pipeAlongWall(pen, message, CX, (y0 + y1) / 2, radius)
  )
}

/** One to four storeys on one another. */
export function drawTiered(pen: Pen, { tiers, message, plate }: Order): string {
  const { k, topping } = pen
  const ground = 400
  const build = BUILDS[tiers - 1] ?? SINGLE
  const heightOf = (level: number) => build.height * (1 + (tiers - 1 - level) * 0.04)
  let body = plateUnder(pen, ground, build.radius, plate || 'board')
  let y = ground
  let radius = build.radius
  let top = solid(circle(radius), CX, y, k)
  for (let level = 0; level < tiers; level++) {
    radius = build.radius - level * build.step
    const height = heightOf(level)
    if (level) {
      body += `<ellipse cx="${CX + 8}" cy="${fix(y + 3)}" rx="${fix(radius * 1.13)}" ry="${fix(radius * k * 1.12)}" fill="${pen.url('sh')}"/>`
    }
    const { drawn, solid: shape } = storey(pen, circle(radius), { y, height, radius, level })
    body += drawn
    top = shape
    y -= height
    if (level < tiers - 1 && (topping === 'roses' || topping === 'marigold')) body += corsage(pen, level, y, radius)
  }
  if (message) body += bandWithMessage(pen, message, ground, build.radius, heightOf(0))
  return body + dress(pen, top, { radius, scale: tiers > 2 ? 0.82 : 0.92 })
}
