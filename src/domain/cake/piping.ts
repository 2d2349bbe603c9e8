import { toLab, tone } from './colour.ts'
import { fix } from './numbers.ts'
import { type Pen, SHADE } from './pen.ts'

const FONT = `font-family="Pacifico,'Kalam',cursive"`
const MARKUP = '&<>"\''

/** Plain text as SVG text: markup becomes character references, control characters go. */
export function escapeText(text: string): string {
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const control = code === 127 || (code < 32 && code !== 9 && code !== 10)
    if (!control) out += MARKUP.includes(char) ? `&#${code};` : char
  }
  return out
}

/** Widths in em, wide enough for Pacifico and Kalam; the first class that matches counts. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[mwMWQ@]/, 0.78],
  [/[ilI.,'!j ]/, 0.3],
  [/[A-Z]/, 0.66],
  [/[\u0903\u093e\u0940\u0949-\u094c]/, 0.34],
  [/[\u0900-\u0902\u093a-\u094f\u0951-\u0957\u0962\u0963]/, 0.04],
  [/[\u0900-\u097f]/, 0.66],
]

function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += WIDTHS.find(([like]) => like.test(char))?.[1] ?? 0.5
  return width
}

/** Balanced lines: the split into `count` whose widest line is narrowest. */
function balanced(text: string, count: number): readonly string[] {
  const words = text.split(' ')
  if (count <= 1 || words.length === 1) return [text]
  let best: readonly string[] = [text]
  let narrowest = widthOf(text)
  const split = (from: number, left: number, above: readonly string[]) => {
    if (!left) {
      const all = [...above, words.slice(from).join(' ')]
      const widest = Math.max(...all.map(widthOf))
      if (widest < narrowest - 0.01) {
        narrowest = widest
        best = all
      }
      return
    }
    for (let j = from + 1; j <= words.length - left; j++) split(j, left - 1, [...above, words.slice(from, j).join(' ')])
  }
  split(0, Math.min(count, words.length) - 1, [])
  return best
}

export type Field = { readonly width: number; readonly height: number; readonly transform: string; readonly lines: number }

/** The message on top, as large as the field allows, in at most so many lines. */
export function pipeMessage(pen: Pen, text: string, ink: string, { width, height, transform, lines }: Field): string {
  let chosen: readonly string[] = [text]
  let size = 0
  for (let n = 1; n <= lines; n++) {
    const split = balanced(text, n)
    const fits = Math.min(width / Math.max(...split.map(widthOf)), height / (split.length * 1.46 - 0.05), 70)
    if (fits > size * 1.16) {
      size = fits
      chosen = split
    }
  }
  const y0 = -((chosen.length - 1) * size * 1.46) / 2 + size * 0.36
  const stroke = fix(Math.max(0.6, size * 0.022))
  const spans = chosen.map((line, i) => `<tspan x="0" y="${fix(y0 + i * size * 1.46)}">${escapeText(line)}</tspan>`).join('')
  pen.defs.push(`<text id="${pen.id}m" text-anchor="middle" ${FONT} font-size="${fix(size)}" stroke-linejoin="round">${spans}</text>`)
  const href = `<use href="#${pen.id}m"`
  const dark = tone(ink, -0.22)
  return (
    `<g transform="${transform}">${href} x="1.800" y="4" fill="${SHADE}" stroke="${SHADE}" stroke-width="${stroke}" opacity=".32"/>` +
    `${href} fill="${dark}" stroke="${dark}" stroke-width="${stroke}" y="1.500"/>` +
    `${href} fill="${ink}" stroke="${ink}" stroke-width="${fix(stroke * 0.6)}"/></g>`
  )
}

/** One line along the front of a round wall of this radius, its base at `y`. */
export function pipeAlongWall(pen: Pen, text: string, cx: number, y: number, radius: number): string {
  const size = Math.min(46, (radius * 1.62) / widthOf(text))
  const base = fix(y + size * 0.3)
  const arc = `A${radius} ${fix(radius * pen.k)} 0 0 0 ${cx + radius} ${base}`
  pen.defs.push(`<path id="${pen.id}arc" d="M${cx - radius} ${base}${arc}"/>`)
  const line = (colour: string, opacity: string, dx: number, dy: number) =>
    `<text ${FONT} font-size="${fix(size)}" fill="${colour}"${opacity} text-anchor="middle" transform="translate(${dx} ${dy})">` +
    `<textPath href="#${pen.id}arc" startOffset="50%">${escapeText(text)}</textPath></text>`
  return line(SHADE, ' opacity="0.22"', 1, 2.2) + line(pen.look.ink, '', 0, 0)
}

/** A paper flag on a stick, for what is too small to write on. */
export function messageFlag(pen: Pen, text: string, x: number, y: number): string {
  const { look } = pen
  const paper = 'M0 -54h104l-14 19 14 19H0Z'
  const ink = toLab(look.ink)[0] > 0.75 ? look.glaze : look.ink
  return (
    `<g transform="translate(${x} ${y})rotate(9)"><path d="M0 66V-52" stroke="#c9a36a" stroke-width="4" stroke-linecap="round"/>` +
    `<path d="${paper}" fill="#fffaf2"/><path d="${paper}" fill="none" stroke="${look.accent}" stroke-width="1.600"/>` +
    `<text x="46" y="-28" text-anchor="middle" ${FONT} font-size="${fix(Math.min(22, 84 / widthOf(text)))}" fill="${ink}">${escapeText(text)}</text></g>`
  )
}
