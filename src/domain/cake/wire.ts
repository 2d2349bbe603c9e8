import { fix } from './numbers.ts'
import { CX, SHADE } from './pen.ts'
import { WEDGE_FROM, WEDGE_TO } from './wedge.ts'

const WIRE = '#f3ae1c'
const TILT = 0.11

/** The baker's wire: from a bead left of the frame through the wall at height `y`, and out to the right. */
export function wireThrough(k: number, y: number, radius: number, cut: boolean): { readonly behind: string; readonly through: string } {
  const at = (x: number) => fix(y - (x - CX) * TILT)
  const onWall = (a: number): readonly [number, number] => {
    const x = CX + Math.cos(a) * radius
    return [x, at(x) + Math.sin(a) * radius * k]
  }
  const spot = (a: number) => {
    const [x, wy] = onWall(a)
    return `${fix(x)} ${fix(wy)}`
  }
  const slit = (from: number, to: number) => {
    let d = ''
    for (let i = 0; i <= 22; i++) d += (i ? 'L' : 'M') + spot(from + ((to - from) * i) / 22)
    return d
  }
  const behind = `<path d="M-4 ${at(-4)}L2000 ${at(2000)}" stroke="${WIRE}" stroke-width="2.600"/><circle cx="-4" cy="${at(-4)}" r="5" fill="${WIRE}"/>`
  const line = cut ? slit(Math.PI, WEDGE_TO) + slit(WEDGE_FROM, 0) : slit(Math.PI, 0)
  let through =
    `<path d="${line}" fill="none" stroke="${SHADE}" stroke-width="2.400" opacity=".5"/>` +
    `<path d="${line}" transform="translate(0 1.800)" fill="none" stroke="#fff" stroke-width="1.200" opacity=".8"/>`
  if (cut) through += `<path d="M${spot(WEDGE_TO)}L${spot(WEDGE_FROM)}" stroke="${WIRE}" stroke-width="2.600"/>`
  return { behind, through }
}
