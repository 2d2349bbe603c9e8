import { fix } from './numbers.ts'
import type { Family, Finish, Look, Topping } from './palette.ts'

/** The small things that sit on cakes; each is drawn once and placed with `<use>`. */
export type Part =
  | 'rope'
  | 'swirl'
  | 'strawberry'
  | 'half'
  | 'cherry'
  | 'blueberry'
  | 'candle'
  | 'rose'
  | 'marigold'
  | 'macaron'
  | 'truffle'
  | 'mangocube'
  | 'pine'
  | 'bean'

export type Spot = readonly [x: number, y: number]

/** The cake in hand: what was chosen, and the definitions its strokes refer to. */
export type Pen = {
  readonly id: string
  readonly look: Look
  readonly family: Family
  readonly finish: Finish
  readonly topping: Topping
  /** Tilt of the camera. */
  readonly k: number
  readonly random: () => number
  readonly parts: Set<Part>
  readonly defs: string[]
  url(name: string): string
  use(part: Part | 'lobe', x: number, y: number, scale?: number, turn?: number): string
  linear(name: string, stops: string, attributes?: string): void
  radial(name: string, stops: string, attributes?: string): void
}

/** The middle of the drawing, where every cake but the slice stands. */
export const CX = 240
export const SHADE = '#2b0a14'

type Choice = Pick<Pen, 'id' | 'look' | 'family' | 'finish' | 'topping' | 'k' | 'random'>

export function penFor(choice: Choice): Pen {
  const { id } = choice
  const defs: string[] = []
  return {
    ...choice,
    parts: new Set(),
    defs,
    url: (name) => `url(#${id}${name})`,
    use(part, x, y, scale = 1, turn = 0) {
      const scaled = scale !== 1 ? `scale(${Number(scale.toFixed(2))})` : ''
      const turned = turn ? `rotate(${fix(turn)})` : ''
      return `<use href="#${id}${part}" transform="translate(${fix(x)} ${fix(y)})${scaled}${turned}"/>`
    },
    linear(name, stops, attributes = 'x2="1"') {
      defs.push(`<linearGradient id="${id}${name}" ${attributes}>${stops}</linearGradient>`)
    },
    radial(name, stops, attributes = '') {
      defs.push(`<radialGradient id="${id}${name}" ${attributes}>${stops}</radialGradient>`)
    },
  }
}

export function stop(offset: number, colour: string, opacity = 1): string {
  return `<stop offset="${offset}" stop-color="${colour}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ''}/>`
}

/** Many round dots as one path. */
export function dots(spots: readonly Spot[], width: number, colour: string, opacity = 1): string {
  if (spots.length === 0) return ''
  const path = spots.map(([x, y]) => `M${fix(x)} ${fix(y)}h0`).join('')
  return `<path d="${path}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`
}

/** Drip and glaze cover the top as well as the wall. */
export const coversTop = (finish: Finish): boolean => finish === 'drip' || finish === 'glaze'
