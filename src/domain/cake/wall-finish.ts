import { mix, tone } from './colour.ts'
import { fix } from './numbers.ts'
import { dots, type Spot } from './pen.ts'
import type { Wall } from './storey.ts'
import { rimPoint, WEDGE_TO } from './wedge.ts'

function stroke(path: string, colour: string, width: number, rest: string): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" ${rest}/>`
}

/** Bare sponge in layers, with cream scraped thin over it. */
function naked({ pen, solid: S, height, suffix, across }: Wall): string {
  const { look, random } = pen
  pen.linear(`n${suffix}`, S.stops(look.sponge), across)
  const count = height > 84 ? 3 : 2
  const each = height / count
  const [dark, light]: [Spot[], Spot[]] = [[], []]
  let s = ''
  for (let i = 0; i < count; i++) {
    const a = i * each + (i ? 6 : 12)
    const b = (i + 1) * each - (i < count - 1 ? 5 : 2)
    s += `<path d="${S.band(a, b)}" fill="${pen.url(`n${suffix}`)}"/>`
    for (let q = 0; q < 44; q++) {
      const e = S.at(0.02 + random() * 0.96)
      ;(q % 2 ? light : dark).push([e.x, e.y + a + 3 + random() * (b - a - 6)])
    }
    s += stroke(S.line(a + 1), tone(look.sponge, -0.25), 1.6, 'opacity=".5"')
  }
  s += dots(dark, 2.6, tone(look.sponge, -0.22), 0.5) + dots(light, 2, tone(look.sponge, 0.4), 0.7)
  for (let i = 0; i < 7; i++) {
    const t0 = random() * 0.8
    const path = S.line(10 + random() * (height - 18), t0, t0 + 0.1 + random() * 0.22, 8)
    s += stroke(path, look.cream, fix(5 + random() * 9), 'stroke-linecap="round" opacity=".62"')
  }
  return s
}

function combed({ pen, solid: S, height }: Wall): string {
  const groove = tone(mix(pen.look.cream, pen.look.glaze, 0.18), -0.16)
  let s = ''
  for (let d = 11; d < height - 6; d += 8.5) {
    s += stroke(S.line(d), groove, 2.6, 'opacity=".55"') + stroke(S.line(d + 3, 0.02, 0.7), '#fff', 1.8, 'opacity=".5"')
  }
  return s
}

/** The marks of a palette knife. */
function smoothed(wall: Wall): string {
  const { pen, solid: S, height, cut } = wall
  const { random } = pen
  let s = ''
  for (let i = 0; i < 8; i++) {
    const t0 = random() * 0.72
    const dy = 14 + random() * (height - 24)
    if (cut && S.at(t0 + 0.2).x > rimPoint(wall, WEDGE_TO, 0)[0] - 4) continue
    const path = S.line(dy, t0, t0 + 0.12 + random() * 0.08, 8)
    const colour = i % 2 ? '#fff' : tone(pen.look.cream, -0.16)
    s += stroke(path, colour, fix(2 + random() * 3), `stroke-linecap="round" opacity="${i % 2 ? 0.35 : 0.28}"`)
  }
  return s
}

/** A ribbon at the foot and a row of sugar pearls above it. */
function fondant({ pen, solid: S, height, suffix, across }: Wall): string {
  const ribbon = Math.min(20, height * 0.2)
  pen.linear(`rb${suffix}`, S.stops(pen.look.accent, 8), across)
  const pearls: Spot[] = []
  const n = Math.round(S.length / 9)
  for (let i = 0; i <= n; i++) {
    const e = S.at(i / n)
    pearls.push([e.x, e.y + height - ribbon - 3])
  }
  const glints = pearls.map(([x, y]): Spot => [x - 1, y - 1.2])
  return (
    `<path d="${S.band(height - ribbon, height)}" fill="${pen.url(`rb${suffix}`)}"/>` +
    stroke(S.line(height - ribbon + 2.5), '#fff', 1.2, 'opacity=".55"') +
    dots(pearls, 6, tone(pen.look.cream, -0.2)) +
    dots(glints, 3.4, '#fff')
  )
}

function glazed({ solid: S, height }: Wall): string {
  return (
    stroke(S.line(height * 0.42, 0.1, 0.3), '#fff', fix(height * 0.42), 'stroke-linecap="round" opacity=".13"') +
    stroke(S.line(height * 0.42, 0.13, 0.2), '#fff', fix(height * 0.36), 'stroke-linecap="round" opacity=".16"')
  )
}

/** What the finish leaves on the wall. */
export function finishWall(wall: Wall): string {
  switch (wall.pen.finish) {
    case 'naked':
      return wall.cut ? '' : naked(wall)
    case 'combed':
      return wall.cut ? '' : combed(wall)
    case 'cream':
    case 'drip':
      return smoothed(wall)
    case 'fondant':
      return fondant(wall)
    case 'glaze':
      return glazed(wall)
  }
}
