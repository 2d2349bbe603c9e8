import { ramp } from './colour.ts'
import { fix } from './numbers.ts'

/** Plan coordinates: x to the right, z towards the viewer. */
export type Point = readonly [x: number, z: number]
export type Plan = { readonly points: readonly Point[]; readonly radius?: number }
export type Edge = { readonly x: number; readonly y: number; readonly nx: number; readonly nz: number }

export type Solid = {
  readonly cx: number
  readonly cy: number
  /** Length of the visible edge, in drawn units. */
  readonly length: number
  readonly left: number
  readonly right: number
  /** A point of the visible edge and its outward normal; `t` from 0 (left) to 1 (right). */
  at(t: number): Edge
  /** The top face, shifted down by `dy` and scaled. */
  face(dy?: number, scale?: number): string
  /** The visible wall between two depths below the top. */
  band(from: number, to: number): string
  /** A line along the visible wall at depth `dy`. */
  line(dy: number, t0?: number, t1?: number, steps?: number): string
  /** A point of the whole rim, `t` in turns, moved towards the centre by `scale`. */
  rim(t: number, scale: number): Point
  /** Gradient stops from left to right for a wall of this colour. */
  stops(colour: string, count?: number): string
}

const LIGHT: Point = [-0.62, 0.78]
const ORIGIN: Point = [0, 0]
const pointOf = (points: readonly Point[], i: number): Point => points[i] ?? ORIGIN

/** Light on a wall with this outward normal, with a little bounce at the far right. */
export function lit(nx: number, nz: number): number {
  const bounce = nx > 0.86 ? (nx - 0.86) * 1.1 : 0
  return Math.max(0.05, Math.min(1, 0.34 + 0.6 * Math.max(-0.2, nx * LIGHT[0] + nz * LIGHT[1]) + bounce))
}

/** The half of the outline that faces the viewer, from its leftmost to its rightmost point. */
function frontOf(points: readonly Point[]): readonly Point[] {
  const n = points.length
  let left = 0
  let right = 0
  points.forEach(([x], i) => {
    if (x < pointOf(points, left)[0]) left = i
    if (x > pointOf(points, right)[0]) right = i
  })
  const walk = (step: number) => {
    const path: Point[] = []
    for (let i = left; ; i = (i + step + n) % n) {
      path.push(pointOf(points, i))
      if (i === right) return path
    }
  }
  const depth = (path: readonly Point[]) => path.reduce((sum, [, z]) => sum + z, 0) / path.length
  const clockwise = walk(1)
  const counter = walk(-1)
  return depth(clockwise) > depth(counter) ? clockwise : counter
}

/** An outline in plan, pushed down into a wall and seen from above at a tilt `k` (0 = from the side, 1 = from above). */
export function solid(plan: Plan, cx: number, cy: number, k: number): Solid {
  const { points, radius } = plan
  const front = frontOf(points)
  const sums = [0]
  for (let i = 1; i < front.length; i++) {
    const [x0, z0] = pointOf(front, i - 1)
    const [x1, z1] = pointOf(front, i)
    sums.push((sums[i - 1] ?? 0) + Math.hypot(x1 - x0, (z1 - z0) * k))
  }
  const length = sums.at(-1) ?? 0
  const x0 = pointOf(front, 0)[0]
  const x1 = pointOf(front, front.length - 1)[0]

  function at(t: number): Edge {
    const along = t * length
    let i = 1
    // A corner belongs to the edge before it. Its last digits are not the same in every engine, and a cake must be.
    while (i < sums.length - 1 && (sums[i] ?? 0) < along - 1e-6) i++
    const start = sums[i - 1] ?? 0
    const u = (along - start) / ((sums[i] ?? 0) - start || 1)
    const p = pointOf(front, i - 1)
    const q = pointOf(front, i)
    const dx = q[0] - p[0]
    const dz = q[1] - p[1]
    const d = Math.hypot(dx, dz) || 1
    return { x: cx + p[0] + dx * u, y: cy + (p[1] + dz * u) * k, nx: -dz / d, nz: dx / d }
  }

  const place = ([x, z]: Point, dy: number, s: number) => `${fix(cx + x * s)} ${fix(cy + z * k * s + dy)}`
  const poly = (path: readonly Point[], dy: number, s = 1) => path.map((q) => place(q, dy, s)).join('L')
  const arc = (r: number) => `A${fix(r)} ${fix(r * k)} 0 0 `

  function face(dy = 0, s = 1): string {
    if (!radius) return `M${poly(points, dy, s)}Z`
    const r = radius * s
    const y = fix(cy + dy)
    return `M${fix(cx - r)} ${y}${arc(r)}0 ${fix(cx + r)} ${y}${arc(r)}0 ${fix(cx - r)} ${y}Z`
  }

  function band(d0: number, d1: number): string {
    if (!radius) return `M${poly(front, d0)}L${poly([...front].reverse(), d1)}Z`
    const e = arc(radius)
    const [left, right] = [fix(cx - radius), fix(cx + radius)]
    return `M${left} ${fix(cy + d0)}${e}0 ${right} ${fix(cy + d0)}V${fix(cy + d1)}${e}1 ${left} ${fix(cy + d1)}Z`
  }

  function line(dy: number, t0 = 0, t1 = 1, steps = 18): string {
    if (radius) {
      const a = at(t0)
      const b = at(t1)
      return `M${fix(a.x)} ${fix(a.y + dy)}${arc(radius)}0 ${fix(b.x)} ${fix(b.y + dy)}`
    }
    let d = ''
    for (let i = 0; i <= steps; i++) {
      const p = at(t0 + ((t1 - t0) * i) / steps)
      d += `${i ? 'L' : 'M'}${fix(p.x)} ${fix(p.y + dy)}`
    }
    return d
  }

  function rim(t: number, s: number): Point {
    const [x, z] = pointOf(points, Math.floor((((t % 1) + 1) % 1) * points.length))
    return [cx + x * s, cy + z * k * s]
  }

  function nearest(share: number): number {
    let t = 0
    let best = 1e9
    for (let j = 0; j <= 40; j++) {
      const miss = Math.abs((at(j / 40).x - (cx + x0)) / (x1 - x0) - share)
      if (miss < best) {
        best = miss
        t = j / 40
      }
    }
    return t
  }

  function stops(colour: string, count = 10): string {
    let out = ''
    for (let i = 0; i <= count; i++) {
      const p = at(Math.min(0.995, Math.max(0.005, nearest(i / count))))
      out += `<stop offset="${fix((i / count) * 100)}%" stop-color="${ramp(colour, lit(p.nx, p.nz))}"/>`
    }
    return out
  }

  return { cx, cy, length, left: x0 + cx, right: x1 + cx, at, face, band, line, rim, stops }
}
