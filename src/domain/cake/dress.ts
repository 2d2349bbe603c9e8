import { tone } from './colour.ts'
import { type Colours, fix, pick } from './numbers.ts'
import type { Topping } from './palette.ts'
import { dots, type Part, type Pen } from './pen.ts'
import type { Solid } from './solid.ts'

type Item = { readonly x: number; readonly y: number; readonly part: Part; readonly scale: number; readonly turn: number }
type Ring = {
  readonly part: Part
  readonly count: number
  /** Share of the radius. */
  readonly at: number
  readonly scale?: number
  /** 1 puts things down by hand, 0 by compass. */
  readonly jitter?: number
  /** Part of a step by which the ring is turned. */
  readonly offset?: number
}

type Dressing = {
  readonly pen: Pen
  /** Only the back of the rim: the front is left for the message. */
  readonly keep: boolean
  /** How many things of this width fit round the rim. */
  fit(width: number): number
  need(...parts: Part[]): void
  ring(ring: Ring): void
  scatter(count: number, reach: number, draw: (x: number, y: number, i: number) => string): void
}

const CRUNCH: Colours = ['#f2c573', '#e0a13f', '#b86f1d', '#ffe0a3']
const PETALS: Colours = ['#e88aa2', '#d9607f', '#f4b3c2']
const NUTS: Colours = ['#7fa03f', '#a9c46a', '#5d7f2b']
const SPRINKLES: Colours = ['#e8456b', '#f6a81c', '#3f9c6b', '#4b6fd0', '#fff', '#8d4bc0']

const place = (x: number, y: number) => `${fix(x)} ${fix(y)}`

const ROUND: Readonly<Record<Topping, (d: Dressing) => void>> = {
  none: () => {},
  swirls(d) {
    d.need('swirl')
    d.ring({ count: d.fit(54), at: 0.8, part: 'swirl', scale: 0.5 })
  },
  strawberries(d) {
    d.need('strawberry', 'half')
    if (d.keep) return d.ring({ count: d.fit(46), at: 0.82, part: 'strawberry', scale: 0.72, jitter: 1 })
    d.need('blueberry')
    d.ring({ count: d.fit(62), at: 0.62, part: 'strawberry', scale: 0.95, jitter: 1 })
    d.ring({ count: 5, at: 0.24, part: 'strawberry', scale: 1.05, jitter: 1 })
    d.ring({ count: 6, at: 0.44, part: 'blueberry', scale: 0.9, jitter: 1, offset: 0.4 })
  },
  cherries(d) {
    d.need('swirl', 'cherry')
    d.ring({ count: d.fit(64), at: 0.78, part: 'swirl', scale: 0.5 })
  },
  blueberries(d) {
    d.need('blueberry', 'swirl')
    if (d.keep) return d.ring({ count: d.fit(22), at: 0.84, part: 'blueberry', scale: 0.95, jitter: 1 })
    d.ring({ count: d.fit(26), at: 0.8, part: 'blueberry', scale: 1, jitter: 1 })
    d.ring({ count: d.fit(40), at: 0.55, part: 'blueberry', scale: 1.1, jitter: 1, offset: 0.5 })
    d.ring({ count: 6, at: 0.26, part: 'blueberry', scale: 1.15, jitter: 1 })
    d.ring({ count: 1, at: 0.02, part: 'blueberry', scale: 1.2 })
  },
  candles(d) {
    d.need('candle')
    d.ring({ count: d.keep ? 9 : 7, at: d.keep ? 0.8 : 0.58, part: 'candle', scale: 0.92 })
  },
  roses(d) {
    d.need('rose')
    if (d.keep) return d.ring({ count: d.fit(70), at: 0.82, part: 'rose', scale: 0.72 })
    d.ring({ count: 6, at: 0.46, part: 'rose', scale: 0.9 })
    d.ring({ count: 1, at: 0, part: 'rose', scale: 1.1 })
  },
  marigold(d) {
    d.need('marigold')
    if (d.keep) return d.ring({ count: d.fit(52), at: 0.82, part: 'marigold', scale: 0.75 })
    d.ring({ count: 7, at: 0.5, part: 'marigold', scale: 0.95 })
    d.ring({ count: 2, at: 0.12, part: 'marigold', scale: 1.1 })
  },
  macarons(d) {
    d.need('macaron', 'swirl')
    d.ring({ count: d.fit(84), at: 0.74, part: 'macaron', scale: 0.72 })
    d.ring({ count: d.fit(84), at: 0.74, part: 'swirl', scale: 0.36, offset: 0.5 })
  },
  truffles(d) {
    const { look, random } = d.pen
    d.need('truffle')
    d.ring({ count: d.fit(68), at: 0.78, part: 'truffle', scale: 1.02 })
    d.scatter(d.keep ? 20 : 34, 0.92, (x, y, i) => {
      const turn = `rotate(${fix(random() * 180)} ${place(x, y)})`
      const fill = i % 3 ? tone(look.glaze, 0.25) : look.accent
      return `<rect x="${fix(x - 5)}" y="${fix(y - 1.2)}" width="10" height="2.6" rx="1" transform="${turn}" fill="${fill}"/>`
    })
  },
  crunch(d) {
    d.scatter(d.keep ? 50 : 80, 0.95, (x, y, i) => {
      const q = 3 + d.pen.random() * 3.6
      const shard = `l${fix(q * 0.7)} ${fix(-q)} ${fix(q)} ${fix(q * 0.2)} ${fix(q * 0.3)} ${fix(q * 0.8)} ${fix(-q)} ${fix(q * 0.5)}z`
      return `<path d="M${place(x - q, y)}${shard}" fill="${pick(CRUNCH, i)}"/>`
    })
    d.need('swirl')
    d.ring({ count: d.fit(72), at: 0.78, part: 'swirl', scale: 0.46 })
  },
  petals(d) {
    const { random } = d.pen
    d.scatter(16, 0.9, (x, y, i) => {
      const turn = `rotate(${fix(random() * 120 - 60)} ${place(x, y)})`
      return `<path d="M${place(x - 8, y)}q2 -8 9 -7q7 2 7 6q-6 6 -16 1z" fill="${pick(PETALS, i)}" transform="${turn}"/>`
    })
    d.scatter(46, 0.93, (x, y, i) => {
      const turn = `rotate(${fix(random() * 180)} ${place(x, y)})`
      return `<path d="M${place(x, y)}l6.5 -1.600" stroke="${pick(NUTS, i)}" stroke-width="2.7" stroke-linecap="round" transform="${turn}"/>`
    })
    d.scatter(
      12,
      0.85,
      (x, y) => `<path d="M${place(x, y)}q5 -4 10 0" stroke="#d9650a" stroke-width="1.300" fill="none" stroke-linecap="round"/>`,
    )
    d.need('swirl')
    d.ring({ count: d.fit(76), at: 0.79, part: 'swirl', scale: 0.45 })
  },
  pineapple(d) {
    d.need('pine', 'swirl', 'cherry')
    if (!d.keep) d.ring({ count: 4, at: 0.4, part: 'pine', scale: 0.98, offset: 0.2 })
    d.ring({ count: d.fit(60), at: 0.82, part: 'swirl', scale: 0.4 })
  },
  mango(d) {
    d.need('mangocube')
    if (d.keep) return d.ring({ count: d.fit(32), at: 0.83, part: 'mangocube', scale: 0.8, jitter: 1 })
    d.ring({ count: 12, at: 0.56, part: 'mangocube', scale: 1.05, jitter: 1 })
    d.ring({ count: 8, at: 0.32, part: 'mangocube', scale: 1.1, jitter: 1, offset: 0.4 })
    d.ring({ count: 2, at: 0.08, part: 'mangocube', scale: 1.15, jitter: 1 })
  },
  beans(d) {
    d.need('bean', 'swirl')
    d.ring({ count: d.fit(64), at: 0.78, part: 'swirl', scale: 0.46 })
  },
  sprinkles(d) {
    d.scatter(90, 0.95, (x, y, i) => {
      const turn = `rotate(${fix(d.pen.random() * 180)} ${place(x, y)})`
      return `<path d="M${place(x, y)}l6 0" stroke="${pick(SPRINKLES, i)}" stroke-width="3" stroke-linecap="round" transform="${turn}"/>`
    })
  },
}

/** What a topping sets on its swirls, and on its pineapple rings. */
function crown(pen: Pen, topping: Topping, { x, y, part, scale: q }: Item): string {
  if (part === 'pine') return pen.use('cherry', x, y - 2, 0.5)
  if (part !== 'swirl') return ''
  switch (topping) {
    case 'cherries':
      return pen.use('cherry', x, y - 82 * q, q * 1.35)
    case 'beans':
      return pen.use('bean', x, y - 80 * q, q * 1.7, -24)
    case 'petals':
      return `<path d="M${place(x - 3, y - 88 * q)}l7 -2" stroke="#7fa03f" stroke-width="3" stroke-linecap="round"/>`
    case 'crunch':
      return `<path d="M${place(x - 5, y - 84 * q)}l4 -6 7 1 2 5 -7 3z" fill="#d9932f"/>`
    case 'swirls':
      return pen.look.dust ? dots(crumbsOn(x, y, q), 2.6, pen.look.dust) : ''
    default:
      return ''
  }
}

const crumbsOn = (x: number, y: number, q: number) =>
  [
    [x - 5, y - 60 * q],
    [x + 4, y - 66 * q],
    [x, y - 44 * q],
    [x + 9, y - 40 * q],
    [x - 10, y - 34 * q],
  ] as const

export type DressOptions = {
  readonly radius: number
  readonly keep?: boolean
  readonly scale?: number
  /** The front right is missing. */
  readonly cut?: boolean
}

/** Toppings on a top face, back to front. */
export function dress(pen: Pen, S: Solid, { radius, keep = false, scale = 1, cut = false }: DressOptions): string {
  const { family, k, random, topping } = pen
  const items: Item[] = []
  let drawn = ''
  ROUND[topping]({
    pen,
    keep,
    fit: (width) => Math.max(5, Math.round((radius * 6.1) / width)),
    need: (...parts) => {
      for (const part of parts) pen.parts.add(part)
    },
    ring({ part, count, at, scale: own = 1, jitter = 0, offset = 0 }) {
      for (let i = 0; i < count; i++) {
        const t = (i + offset) / count + jitter * (random() - 0.5) * 0.06
        const [x, y] = S.rim(t, at)
        const size = own * scale * (0.94 + random() * 0.1)
        items.push({ x, y, part, scale: size, turn: jitter ? (random() - 0.5) * 24 : 0 })
      }
    },
    scatter(count, reach, draw) {
      for (let i = 0; i < count; i++) {
        const a = random() * 6.283
        const [x, y] = S.rim(a / 6.283, Math.sqrt(random()) * reach)
        const inMessage = keep && Math.hypot((x - S.cx) / radius, (y - S.cy) / (radius * k)) < 0.66
        if (!inMessage) drawn += draw(x, y, i)
      }
    },
  })

  const narrow = family === 'heart' || family === 'square'
  const covers = ({ x, y }: Item) => {
    const inFront = (y - S.cy) / (radius * k) > (family === 'heart' ? -0.5 : -0.34)
    return inFront && (narrow || Math.abs(x - S.cx) < radius * 0.92)
  }
  const overGap = ({ x, y }: Item) => {
    const a = Math.atan2((y - S.cy) / k, x - S.cx)
    return a > 0.2 && a < 1.58
  }
  for (const item of items.sort((a, b) => a.y - b.y)) {
    if ((keep && covers(item)) || (cut && overGap(item))) continue
    drawn += pen.use(item.part, item.x, item.y, item.scale, item.turn * 0.5) + crown(pen, topping, item)
  }
  return drawn
}
