import type { Plan, Point } from './solid.ts'

export function circle(radius: number): Plan {
  const n = 72
  const points = Array.from({ length: n }, (_, i): Point => {
    const a = (i / n) * 2 * Math.PI + Math.PI
    return [Math.cos(a) * radius, Math.sin(a) * radius]
  })
  return { points, radius }
}

export function heart(radius: number): Plan {
  const n = 84
  const points = Array.from({ length: n }, (_, i): Point => {
    const t = (i / n) * 2 * Math.PI
    const z = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)
    return [(16 * Math.sin(t) ** 3 * radius) / 15.5, (-z * radius) / 15 - radius * 0.1]
  })
  return { points }
}

/** Half width, half depth, corner radius, turn in radians. */
export function rectangle(width: number, depth: number, corner: number, turn: number): Plan {
  const c = Math.cos(turn)
  const s = Math.sin(turn)
  const corners = [
    [width, depth],
    [-width, depth],
    [-width, -depth],
    [width, -depth],
  ] as const
  const points = corners.flatMap(([x, z], quarter) =>
    Array.from({ length: 9 }, (_, i): Point => {
      const a = ((quarter + i / 8) * Math.PI) / 2
      const px = x - Math.sign(x) * corner + Math.cos(a) * corner
      const pz = z - Math.sign(z) * corner + Math.sin(a) * corner
      return [px * c - pz * s, px * s + pz * c]
    }),
  )
  return { points }
}
