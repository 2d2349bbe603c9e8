import { fix } from './numbers.ts'
import { SHADE } from './pen.ts'
import type { Edge } from './solid.ts'
import type { Wall } from './storey.ts'
import { inWedge, rimPoint, WEDGE_FROM, WEDGE_TO, wedgeFace } from './wedge.ts'

type Drop = {
  readonly at: Edge
  readonly next: Edge
  readonly radius: number
  readonly length: number
  /** How far the glaze hangs between two drops. */
  readonly sag: number
}

function dropsOf({ pen, solid: S, height }: Wall): readonly Drop[] {
  const { random } = pen
  const n = Math.max(7, Math.round(S.length / 27))
  return Array.from({ length: n }, (_, i): Drop => {
    const at = S.at((i + 0.5 + (random() - 0.5) * 0.3) / n)
    const next = S.at((i + 1) / n)
    const radius = (5.4 + random() * 3.2) * (0.45 + 0.55 * Math.max(0, at.nz))
    const length = (0.16 + 0.42 * random()) * height + 6
    return { at, next, radius, length, sag: 7 + random() * 4 }
  })
}

function dropPath(previous: Edge, { at: e, next, radius: r, length, sag }: Drop): string {
  const [left, right] = [fix(e.x - r), fix(e.x + r)]
  return (
    `C${fix((previous.x + e.x - r) / 2)} ${fix(previous.y + sag)} ${left} ${fix(e.y + sag - 3)} ${left} ${fix(e.y + sag + 5)}` +
    `L${left} ${fix(e.y + length)}A${fix(r)} ${fix(r * 1.15)} 0 0 0 ${right} ${fix(e.y + length)}L${right} ${fix(e.y + sag + 5)}` +
    `C${right} ${fix(e.y + sag - 3)} ${fix((next.x + e.x + r) / 2)} ${fix(next.y + sag)} ${fix(next.x)} ${fix(next.y + sag)}`
  )
}

function glintOf({ at: e, radius: r, length, sag }: Drop): string {
  return `M${fix(e.x - r * 0.36)} ${fix(e.y + length - r * 0.2)}V${fix(e.y + Math.max(sag + 5, length * 0.5))}`
}

function outline(wall: Wall): { readonly path: string; readonly glints: string } {
  const { solid: S } = wall
  let previous = S.at(0)
  let path = `M${fix(previous.x)} ${fix(previous.y - 1)}`
  let glints = ''
  for (const drop of dropsOf(wall)) {
    if (inWedge(wall, drop.at.x)) {
      path += `L${fix(drop.next.x)} ${fix(drop.next.y + drop.sag)}`
      continue
    }
    path += dropPath(previous, drop)
    glints += glintOf(drop)
    previous = drop.next
  }
  const last = S.at(1)
  path += `L${fix(last.x)} ${fix(last.y - 1)}`
  for (let i = 0; i < 20; i++) {
    const e = S.at(1 - (i + 1) / 20)
    path += `L${fix(e.x)} ${fix(e.y - 1)}`
  }
  return { path: `${path}Z`, glints }
}

/** Keeps the glaze out of the missing wedge. */
function clipAttribute(wall: Wall): string {
  if (!wall.cut) return ''
  const from = fix(rimPoint(wall, WEDGE_TO, 0)[0])
  const to = fix(rimPoint(wall, WEDGE_FROM, 0)[0])
  wall.pen.defs.push(`<clipPath id="${wall.pen.id}k"><path d="M0 0H${from}V480H0ZM${to} 0H480V480H${to}Z"/></clipPath>`)
  return ` clip-path="url(#${wall.pen.id}k)"`
}

/** Glossy glaze over the top and down the wall. */
export function drip(wall: Wall): string {
  const { pen, solid: S, suffix, across, cut } = wall
  const { path, glints } = outline(wall)
  const clip = clipAttribute(wall)
  pen.linear(`d${suffix}`, S.stops(pen.look.glaze, 8), across)
  const fill = pen.url(`d${suffix}`)
  const face = (dy: number, scale: number) => (cut ? wedgeFace(wall, scale, dy) : S.face(dy, scale))
  const shine = (from: number, to: number, opacity: string, steps?: number) =>
    `<path d="${S.line(2.5, from, to, steps)}" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" opacity="${opacity}"/>`
  return (
    `<g${clip}><path d="${path}" transform="translate(2.5 4)" fill="${SHADE}" opacity=".2"/><path d="${path}" fill="${fill}"/>` +
    `<path d="${glints}" stroke="#fff" stroke-width="2.4" stroke-linecap="round" opacity=".42"/></g>` +
    `<path d="${face(0, 1)}" fill="${fill}"/><path d="${face(-1, 0.985)}" fill="${pen.url(`t${suffix}`)}"/>` +
    `<g${clip}>${shine(0.07, 0.44, '.5')}${shine(0.47, 0.52, '.4', 4)}</g>`
  )
}
