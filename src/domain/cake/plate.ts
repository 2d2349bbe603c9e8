import { tone } from './colour.ts'
import { fix } from './numbers.ts'
import { CX, type Pen, stop } from './pen.ts'

export type PlateKind = 'plate' | 'stand' | 'board' | 'none'

type Wares = readonly [light: string, own: string, dark: string]
const BOARD: Wares = [tone('#d9a441', 0.45), '#d9a441', '#8a5a14']
const CHINA: Wares = ['#ffffff', '#f6efe9', '#cdbcb6']

function foot(pen: Pen, y: number, radius: number): string {
  const fy = y + 74
  const stem = `M${CX - 26} ${y + 10}C${CX - 20} ${fy - 30} ${CX - 24} ${fy - 16} ${CX - 44} ${fy - 2}A46 11 0 0 0 ${CX + 44} ${fy - 2}C${CX + 24} ${fy - 16} ${CX + 20} ${fy - 30} ${CX + 26} ${y + 10}Z`
  return (
    `<ellipse cx="${CX + 16}" cy="${fy + 10}" rx="${fix(radius * 0.82)}" ry="${fix(radius * 0.2)}" fill="${pen.url('sh')}"/>` +
    `<ellipse cx="${CX}" cy="${fy + 5}" rx="78" ry="20" fill="${pen.url('pe')}"/>` +
    `<ellipse cx="${CX}" cy="${fy}" rx="78" ry="20" fill="${pen.url('pl')}"/>` +
    `<path d="${stem}" fill="${pen.url('pe')}"/>`
  )
}

function scallops(y: number, radius: number, ry: number, colour: string): string {
  const n = 22
  let d = ''
  for (let i = 0; i < n; i++) {
    const a = Math.PI * (1 - (i + 0.5) / n)
    d += `M${fix(CX + Math.cos(a) * radius)} ${fix(y + Math.sin(a) * ry)}h0`
  }
  return `<path d="${d}" stroke="${colour}" stroke-width="7" stroke-linecap="round" opacity=".55"/>`
}

/** What a cake of this radius stands on, with its shadow; `y` is the ground line. */
export function plateUnder(pen: Pen, y: number, radius: number, kind: string): string {
  const { k, url } = pen
  if (kind === 'none') {
    return `<ellipse cx="${CX + 14}" cy="${y + 8}" rx="${fix(radius * 1.12)}" ry="${fix(radius * k * 1.1)}" fill="${url('sh')}"/>`
  }
  const stand = kind === 'stand'
  const board = kind === 'board'
  const [light, own, dark] = board ? BOARD : CHINA
  const pr = radius + (stand ? 26 : 36)
  const ry = pr * k
  pen.linear('pl', stop(0, own) + stop(0.3, light) + stop(0.75, own) + stop(1, dark))
  pen.linear('pe', stop(0, dark) + stop(0.28, light) + stop(0.7, tone(dark, -0.06)) + stop(1, tone(dark, 0.25)))
  const skirt = stand ? 16 : board ? 7 : 6
  const [left, right] = [fix(CX - pr), fix(CX + pr)]

  let s = stand
    ? foot(pen, y, pr)
    : `<ellipse cx="${CX + 18}" cy="${y + 20}" rx="${fix(pr * 1.08)}" ry="${fix(ry * 1.04)}" fill="${url('sh')}"/>`
  s += `<path d="M${left} ${y}v${skirt}A${fix(pr)} ${fix(ry)} 0 0 0 ${right} ${y + skirt}v${-skirt}Z" fill="${url('pe')}"/>`
  if (stand) s += scallops(y + skirt - 2, pr, ry, dark)
  s += `<ellipse cx="${CX}" cy="${y}" rx="${fix(pr)}" ry="${fix(ry)}" fill="${url('pl')}"/>`
  s += `<ellipse cx="${CX}" cy="${y}" rx="${fix(pr - 1)}" ry="${fix(ry - 0.6)}" fill="none" stroke="#fff" stroke-width="1.6" opacity=".8"/>`
  if (!board) {
    s += `<ellipse cx="${CX}" cy="${fix(y + 1)}" rx="${fix(pr - 15)}" ry="${fix(ry - 15 * k)}" fill="none" stroke="${dark}" stroke-width="1.4" opacity=".5"/>`
  }
  return `${s}<ellipse cx="${CX + 14}" cy="${fix(y + 4)}" rx="${fix(radius * 1.17)}" ry="${fix(radius * k * 1.14)}" fill="${url('sh')}"/>`
}
