import { blueberry, cherry, halfStrawberry, mangoCube, pineappleRing, strawberry } from './kit-fruit.ts'
import { bean, candle, lobe, macaron, marigold, rose, swirl, truffle } from './kit-sweet.ts'
import type { Look } from './palette.ts'
import type { Part, Pen } from './pen.ts'

export type Kit = {
  readonly id: string
  readonly look: Look
  readonly defs: string[]
  url(name: string): string
  /** A ball lit from the upper left: light, own colour, shade. */
  shade(name: string, light: string, own: string, dark: string, x?: number, y?: number): void
}

/** In the order in which they are written into the drawing. */
const PARTS: readonly (readonly [Part, (kit: Kit) => string])[] = [
  ['swirl', swirl],
  ['strawberry', strawberry],
  ['half', halfStrawberry],
  ['cherry', cherry],
  ['blueberry', blueberry],
  ['candle', candle],
  ['rose', rose],
  ['marigold', marigold],
  ['macaron', macaron],
  ['truffle', truffle],
  ['mangocube', mangoCube],
  ['pine', pineappleRing],
  ['bean', bean],
]

/** Definitions of every part this cake uses, gradients first. */
export function drawKit(pen: Pen): string {
  const { id, look, parts } = pen
  const defs: string[] = []
  const kit: Kit = {
    id,
    look,
    defs,
    url: pen.url,
    shade(name, light, own, dark, x = 0.36, y = 0.3) {
      const stops = `<stop stop-color="${light}"/><stop offset=".5" stop-color="${own}"/><stop offset="1" stop-color="${dark}"/>`
      defs.push(`<radialGradient id="${id}${name}" cx="${x}" cy="${y}" r=".8">${stops}</radialGradient>`)
    },
  }
  const drawn: string[] = []
  if (parts.has('swirl') || parts.has('rope')) drawn.push(`<g id="${id}lobe">${lobe(kit)}</g>`)
  for (const [part, draw] of PARTS) if (parts.has(part)) drawn.push(`<g id="${id}${part}">${draw(kit)}</g>`)
  return defs.join('') + drawn.join('')
}
