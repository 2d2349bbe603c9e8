import { tone } from './colour.ts'
import { type Colours, fix, pick } from './numbers.ts'
import type { Order } from './order.ts'
import type { Topping } from './palette.ts'
import { coversTop, dots, type Part, type Pen, SHADE, type Spot, stop } from './pen.ts'

/** The point of the slice, its length, its two sides as angles, and the tilt it is seen at. */
const TIP: Spot = [92, 246]
const LENGTH = 268
const BACK = -0.36
const FRONT = 0.42
const TILT = 0.5
const LAYERS = 3
const CREAM_SHARE = 0.1

const ON_TOP: Readonly<Partial<Record<Topping, readonly [Part, Part?]>>> = {
  strawberries: ['swirl', 'strawberry'],
  cherries: ['swirl', 'cherry'],
  blueberries: ['swirl', 'blueberry'],
  truffles: ['swirl', 'truffle'],
  beans: ['swirl', 'bean'],
  roses: ['rose'],
  marigold: ['marigold'],
  macarons: ['swirl', 'macaron'],
  mango: ['swirl', 'mangocube'],
  candles: ['candle'],
  pineapple: ['pine', 'cherry'],
  swirls: ['swirl'],
  crunch: ['swirl'],
  petals: ['swirl'],
}

const NUTS: Colours = ['#7fa03f', '#a9c46a', '#5d7f2b']
const CRUNCH: Colours = ['#f2c573', '#e0a13f', '#b86f1d']

const spot = (share: number, angle: number): Spot => [
  TIP[0] + Math.cos(angle) * LENGTH * share,
  TIP[1] + Math.sin(angle) * LENGTH * TILT * share,
]
const corner = (angle: number): Spot => {
  const [x, y] = spot(1, angle)
  return [fix(x), fix(y)]
}
const A = corner(FRONT)
const B = corner(BACK)
/** A point of the top edge that faces the viewer; 0 at the tip, 1 at the back. */
const edge = (u: number): Spot => [TIP[0] + (A[0] - TIP[0]) * u, TIP[1] + (A[1] - TIP[1]) * u]

/** The rounded end of the slice, from the front side to the back. */
const end = (i: number): Spot => corner(FRONT + ((BACK - FRONT) * i) / 14)

type Cut = { readonly pen: Pen; readonly height: number; readonly topColour: string; readonly wallColour: string }

/** A strip of the cut face between two depths, and between two places along it. */
function strip({ height }: Cut, f0: number, f1: number, fill: string, u0 = 0, u1 = 1): string {
  const at = (u: number, f: number) => `${fix(edge(u)[0])} ${fix(edge(u)[1] + height * f)}`
  return `<path d="M${at(u0, f0)}L${at(u1, f0)}L${at(u1, f1)}L${at(u0, f1)}Z" fill="${fill}"/>`
}

function plate(pen: Pen, foot: number, height: number): string {
  pen.linear('pl', stop(0, '#efe4de') + stop(0.3, '#fff') + stop(0.8, '#f4ebe5') + stop(1, '#cdbcb6'))
  const shadow = `M${TIP[0] - 6} ${fix(foot + 6)}L${fix(A[0] + 12)} ${fix(A[1] + height + 12)}L${fix(B[0] + 26)} ${fix(B[1] + height + 20)}L220 ${fix(foot - 20)}Z`
  return (
    `<ellipse cx="258" cy="${fix(foot + 20)}" rx="206" ry="88" fill="${pen.url('sh')}"/>` +
    `<ellipse cx="244" cy="${fix(foot + 8)}" rx="196" ry="80" fill="#c9b8b2"/>` +
    `<ellipse cx="244" cy="${fix(foot + 2)}" rx="196" ry="80" fill="${pen.url('pl')}"/>` +
    `<ellipse cx="244" cy="${fix(foot + 3)}" rx="170" ry="67" fill="none" stroke="#cdbcb6" stroke-width="1.500" opacity=".6"/>` +
    `<path d="${shadow}" fill="${SHADE}" opacity=".16"/>`
  )
}

function roundEnd({ pen, height, wallColour }: Cut): string {
  let d = `M${A.join(' ')}`
  for (let i = 1; i <= 14; i++) d += `L${end(i).join(' ')}`
  for (let i = 14; i >= 0; i--) d += `L${end(i)[0]} ${fix(end(i)[1] + height)}`
  pen.linear('ow', stop(0, tone(wallColour, -0.1)) + stop(1, tone(wallColour, -0.26)))
  return `<path d="${d}Z" fill="${pen.url('ow')}"/>`
}

function layers(cut: Cut): string {
  const { pen, height, topColour, wallColour } = cut
  const { look, random } = pen
  const [dark, light]: [Spot[], Spot[]] = [[], []]
  pen.linear('sp', stop(0, tone(look.sponge, 0.06)) + stop(0.6, look.sponge) + stop(1, tone(look.sponge, -0.1)))
  let s = strip(cut, 0, 1, tone(look.fill, 0.05))
  for (let i = 0; i < LAYERS; i++) {
    const step = (1 - CREAM_SHARE) / LAYERS
    const a = CREAM_SHARE + i * step + (i ? 0.04 : 0.006)
    const b = CREAM_SHARE + (i + 1) * step - (i < LAYERS - 1 ? 0.04 : 0)
    s += strip(cut, a, b, pen.url('sp'))
    for (let q = 0; q < 70; q++) {
      const [x, y] = edge(0.02 + random() * 0.93)
      const f = a + 0.02 + random() * (b - a - 0.03)
      ;(q % 2 ? light : dark).push([x, y + height * f])
    }
  }
  s += dots(dark, 2.8, tone(look.sponge, -0.2), 0.55) + dots(light, 2.2, tone(look.sponge, 0.28), 0.7)
  s += strip(cut, 0, CREAM_SHARE, tone(topColour, -0.03)) + strip(cut, 0, 1, tone(wallColour, -0.06), 0.955, 1)
  pen.linear('fs', stop(0, '#fff', 0.14) + stop(0.5, '#fff', 0) + stop(1, SHADE, 0.14))
  pen.linear('fa', stop(0, SHADE, 0) + stop(0.6, SHADE, 0) + stop(1, SHADE, 0.2), 'x2="0" y2="1"')
  return s + strip(cut, 0, 1, pen.url('fs')) + strip(cut, 0, 1, pen.url('fa'))
}

/** Glaze that ran down the cut face. */
function drops({ look, random }: Pen): string {
  const n = 8
  const r = 6.5
  let d = `M${fix(TIP[0])} ${fix(TIP[1])}`
  for (let i = 0; i < n; i++) {
    const [x, y] = edge((i + 0.5) / n)
    const [nx, ny] = edge((i + 1) / n)
    const length = 16 + random() * 22
    d += `C${fix(x - 12)} ${fix(y + 10)} ${fix(x - r)} ${fix(y + 8)} ${fix(x - r)} ${fix(y + 12)}V${fix(y + length)}a${r} ${r} 0 0 0 ${r * 2} 0V${fix(y + 12)}`
    d += `C${fix(x + r)} ${fix(y + 8)} ${fix(nx - 8)} ${fix(ny + 8)} ${fix(nx)} ${fix(ny + 7)}`
  }
  return `<path d="${d}L${A.join(' ')}Z" fill="${tone(look.glaze, 0.03)}"/>`
}

function topFace({ pen, topColour }: Cut): string {
  pen.radial('t0', stop(0, tone(topColour, 0.35)) + stop(0.6, topColour) + stop(1, tone(topColour, -0.1)), 'cx=".45" cy=".3" r=".8"')
  let face = `M${TIP.join(' ')}L${A.join(' ')}`
  for (let i = 1; i <= 14; i++) face += `L${end(i).join(' ')}`
  const [sx, sy] = edge(0.7)
  const shine = `M${fix(TIP[0] + 10)} ${fix(TIP[1] + 2)}L${fix(sx)} ${fix(sy - 2)}`
  const drawn = pen.finish === 'drip' ? drops(pen) : ''
  return `${drawn}<path d="${face}Z" fill="${pen.url('t0')}"/><path d="${shine}" stroke="#fff" stroke-width="2.600" opacity=".5" stroke-linecap="round"/>`
}

function strewn({ look, random, topping }: Pen): string {
  const strew = (count: number, draw: (x: number, y: number, i: number) => string) => {
    let s = ''
    for (let i = 0; i < count; i++) {
      const [x, y] = spot(0.2 + random() * 0.75, BACK + 0.08 + random() * (FRONT - BACK - 0.16))
      s += draw(x, y, i)
    }
    return s
  }
  let s = ''
  if (topping === 'petals') {
    s += strew(26, (x, y, i) => {
      const colour = i % 4 ? pick(NUTS, i) : '#d9607f'
      const turn = `rotate(${fix(random() * 180)} ${fix(x)} ${fix(y)})`
      return `<path d="M${fix(x)} ${fix(y)}l6 -1.500" stroke="${colour}" stroke-width="${i % 4 ? 2.6 : 5}" stroke-linecap="round" transform="${turn}"/>`
    })
  }
  if (topping === 'crunch') {
    s += strew(34, (x, y, i) => `<path d="M${fix(x - 3)} ${fix(y)}l3 -4 4 1 1 3 -4 2z" fill="${pick(CRUNCH, i)}"/>`)
  }
  const { dust } = look
  if (dust) s += strew(30, (x, y) => dots([[x, y]], fix(2 + random() * 2), dust))
  return s
}

function dressed(pen: Pen): string {
  let s = ''
  if (pen.topping === 'strawberries') {
    pen.parts.add('half')
    s += pen.use('half', ...spot(0.4, 0.02), 0.85)
  }
  if (pen.topping === 'blueberries') {
    pen.parts.add('blueberry')
    s += pen.use('blueberry', ...spot(0.36, 0.1), 0.9) + pen.use('blueberry', ...spot(0.44, -0.12), 0.9)
    s += pen.use('blueberry', ...spot(0.5, 0.16), 0.9)
  }
  s += strewn(pen)
  const [x, y] = spot(0.78, 0.03)
  const [base, crown] = ON_TOP[pen.topping] ?? []
  if (base) {
    pen.parts.add(base)
    s += pen.use(base, x, y + 6, base === 'swirl' ? 0.82 : 1.1)
  }
  if (crown) {
    pen.parts.add(crown)
    s += pen.use(crown, x, y - (base === 'swirl' ? 62 : 4), crown === 'macaron' ? 0.9 : 1)
  }
  return s
}

/** One piece on a plate; it carries no message. */
export function drawSlice(pen: Pen, { grow }: Order): string {
  const { look, finish } = pen
  const height = 104 + 6 * grow
  const cut: Cut = {
    pen,
    height,
    topColour: coversTop(finish) ? look.glaze : look.cream,
    wallColour: finish === 'glaze' ? look.glaze : look.cream,
  }
  return plate(pen, TIP[1] + height, height) + roundEnd(cut) + layers(cut) + topFace(cut) + dressed(pen)
}
