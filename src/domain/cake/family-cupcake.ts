import { mix, ramp, tone } from './colour.ts'
import { type Colours, fix, pick } from './numbers.ts'
import type { Order } from './order.ts'
import type { Topping } from './palette.ts'
import { CX, dots, type Part, type Pen, SHADE, stop } from './pen.ts'
import { messageFlag } from './piping.ts'
import { lit } from './solid.ts'

const GROUND = 404
const TOP = 306
const FOOT = 62
const MOUTH = 88
/** The wrapper is seen flatter than a cake. */
const FLAT = 0.24
const PLEATS = 34

const ON_TIP: Readonly<Partial<Record<Topping, readonly [Part, number]>>> = {
  strawberries: ['strawberry', 1.25],
  cherries: ['cherry', 1.5],
  blueberries: ['blueberry', 1.6],
  truffles: ['truffle', 1.3],
  roses: ['rose', 1.1],
  marigold: ['marigold', 1.2],
  macarons: ['macaron', 1.3],
  mango: ['mangocube', 1.4],
  beans: ['bean', 1.7],
  candles: ['candle', 1.1],
}

const SPRINKLES: Colours = ['#e8456b', '#f6a81c', '#3f9c6b', '#4b6fd0', '#8d4bc0']
const PETALS: Colours = ['#7fa03f', '#a9c46a', '#d9607f']
const CRUNCH: Colours = ['#f2c573', '#e0a13f', '#b86f1d']

function wrapper(pen: Pen): string {
  const paper = mix(pen.look.glaze, pen.look.accent, 0.5)
  const cup = `M${CX - MOUTH} ${TOP}L${CX - FOOT} ${GROUND}A${FOOT} ${fix(FOOT * FLAT)} 0 0 0 ${CX + FOOT} ${GROUND}L${CX + MOUTH} ${TOP}Z`
  const at = (a: number, y: number, radius: number, dy = 0) =>
    `${fix(CX + Math.cos(a) * radius)} ${fix(y + Math.sin(a) * radius * FLAT + dy)}`
  let s = `<path d="${cup}" fill="${paper}"/>`
  for (let i = 0; i < PLEATS; i++) {
    const a = Math.PI * (1 - i / PLEATS)
    const b = Math.PI * (1 - (i + 1) / PLEATS)
    const colour = ramp(i % 2 ? tone(paper, -0.1) : tone(paper, 0.12), lit(Math.cos((a + b) / 2), Math.sin((a + b) / 2)))
    s += `<path d="M${at(a, TOP, MOUTH)}L${at(b, TOP, MOUTH, i % 2 ? 0 : 3)}L${at(b, GROUND, FOOT)}L${at(a, GROUND, FOOT)}Z" fill="${colour}"/>`
  }
  pen.linear('ww', stop(0, SHADE, 0.3) + stop(0.3, SHADE, 0), 'x2="0" y2="1"')
  return `${s}<path d="${cup}" fill="${pen.url('ww')}" opacity=".8"/>`
}

/** Small things strewn over the cream. */
function strewn({ random, topping, look }: Pen): string {
  const strew = (count: number, draw: (x: number, y: number, i: number) => string) => {
    let s = ''
    for (let i = 0; i < count; i++) {
      const y = TOP - 6 - random() * 128
      const width = 90 * (1 - (TOP - y) / 190)
      s += draw(CX + (random() * 2 - 1) * width * 0.82, y, i)
    }
    return s
  }
  const grain = (colours: Colours, thickness: string) => (x: number, y: number, i: number) => {
    const turn = `rotate(${fix(random() * 180)} ${fix(x)} ${fix(y)})`
    return `<path d="M${fix(x)} ${fix(y)}h7" stroke="${pick(colours, i)}" stroke-width="${thickness}" stroke-linecap="round" transform="${turn}"/>`
  }
  let s = ''
  if (topping === 'sprinkles') s += strew(34, grain(SPRINKLES, '3.600'))
  if (topping === 'petals') s += strew(26, grain(PETALS, '3.400'))
  if (topping === 'crunch') {
    s += strew(26, (x, y, i) => `<path d="M${fix(x - 4)} ${fix(y)}l4 -5 5 1 1 4 -5 3z" fill="${pick(CRUNCH, i)}"/>`)
  }
  const { dust } = look
  if (dust) s += strew(30, (x, y) => dots([[x, y]], fix(2.4 + random() * 2), dust))
  return s
}

export function drawCupcake(pen: Pen, { message }: Order): string {
  let body = `<ellipse cx="${CX + 16}" cy="${GROUND + 6}" rx="120" ry="26" fill="${pen.url('sh')}"/>${wrapper(pen)}`
  body += `<ellipse cx="${CX}" cy="${TOP + 2}" rx="${MOUTH + 5}" ry="${fix((MOUTH + 5) * FLAT + 3)}" fill="${tone(pen.look.sponge, -0.08)}"/>`
  pen.parts.add('swirl')
  body += `<g transform="translate(${CX} ${TOP + 14})scale(1.98 1.86)">${pen.use('swirl', 0, 0)}</g>`
  const tip = ON_TIP[pen.topping]
  if (tip) {
    const [part, scale] = tip
    pen.parts.add(part)
    body += pen.use(part, CX + 3, TOP - 156 + 8, scale, part === 'macaron' ? -12 : 0)
  }
  body += strewn(pen)
  return message ? body + messageFlag(pen, message, CX + 46, TOP - 62) : body
}
