import PDFDocument from 'pdfkit'
import { fontFile, type Run, runsOf, type Script } from './fonts.ts'

export type Look = { readonly size?: number; readonly bold?: boolean; readonly align?: 'left' | 'right'; readonly colour?: string }

const LEADING = 1.35
/** Of the Latin letters, which the lines go by. */
const ASCENT = 1.07
const EGGLESS = '#1b7a3d'
const EGG = '#8a4b20'

/** A page that is written from top to bottom, in every script that the shop's customers write. Points; `y` is where it goes on. */
export class Sheet {
  y: number
  readonly left: number
  readonly right: number
  readonly #doc: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #done: Promise<Buffer>
  readonly #fonts = new Set<string>()
  readonly #bottom: number
  readonly #margin: number

  constructor(size: 'A4' | 'A6', margin: number, title: string) {
    this.#doc = new PDFDocument({ size, margin, info: { Title: title, Creator: 'Cakewire' }, lang: 'en-IN', displayTitle: true })
    this.#margin = margin
    this.y = margin
    this.left = margin
    this.right = this.#doc.page.width - margin
    this.#bottom = this.#doc.page.height - margin
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
      this.#doc.on('end', () => resolve(Buffer.concat(this.#chunks)))
      this.#doc.on('error', reject)
    })
  }

  /** Begins a new page when less than `height` is left. */
  need(height: number): void {
    if (this.y + height <= this.#bottom) return
    this.#doc.addPage()
    this.y = this.#margin
  }

  /** Writes at `x`, wrapped to `width`, from the current `y` without moving it. @returns its height */
  at(x: number, width: number, text: string, { size = 9, bold = false, align = 'left', colour = '#1d1118' }: Look = {}): number {
    const lines = text.split('\n').flatMap((line) => this.#wrap(line, width, size, bold))
    for (const [index, runs] of lines.entries()) {
      let across = align === 'right' ? x + width - this.#widthOf(runs, size, bold) : x
      for (const { script, text: piece } of runs) {
        this.#use(script, bold, size)
        this.#doc.fillColor(colour).text(piece, across, this.y + size * ASCENT + index * size * LEADING, {
          lineBreak: false,
          // The scripts' fonts rise to different heights, and stand on one line.
          baseline: 'alphabetic',
        })
        across += this.#doc.widthOfString(piece)
      }
    }
    return lines.length * size * LEADING
  }

  /** Writes over the whole width and goes on below. */
  line(text: string, look: Look = {}): void {
    const size = look.size ?? 9
    this.need(size * LEADING)
    this.y += this.at(this.left, this.right - this.left, text, look)
  }

  rule(colour = '#cbbfc4'): void {
    this.y += 4
    this.#doc.moveTo(this.left, this.y).lineTo(this.right, this.y).lineWidth(0.6).strokeColor(colour).stroke()
    this.y += 6
  }

  /** The food mark, `size` points wide. Its meaning is written beside it. */
  mark(x: number, eggless: boolean, size: number): void {
    const colour = eggless ? EGGLESS : EGG
    const [top, middle] = [this.y + 1.5, x + size / 2]
    this.#doc.rect(x, top, size, size).lineWidth(0.9).strokeColor(colour).stroke()
    if (eggless) this.#doc.circle(middle, top + size / 2, size * 0.27).fill(colour)
    else
      this.#doc.polygon([middle, top + size * 0.2], [x + size * 0.8, top + size * 0.78], [x + size * 0.2, top + size * 0.78]).fill(colour)
  }

  async end(): Promise<Buffer> {
    this.#doc.end()
    return await this.#done
  }

  #use(script: Script, bold: boolean, size: number): void {
    const name = `${script} ${bold}`
    if (!this.#fonts.has(name)) this.#doc.registerFont(name, fontFile(script, bold))
    this.#fonts.add(name)
    this.#doc.font(name).fontSize(size)
  }

  #widthOf(runs: readonly Run[], size: number, bold: boolean): number {
    return runs.reduce((width, { script, text }) => {
      this.#use(script, bold, size)
      return width + this.#doc.widthOfString(text)
    }, 0)
  }

  /** Breaks between words, and inside one that is too long. */
  #wrap(line: string, width: number, size: number, bold: boolean): Run[][] {
    const lines: string[] = ['']
    for (const word of line.split(/(?<= )/)) {
      const grown = (lines.at(-1) ?? '') + word
      if (this.#widthOf(runsOf(grown.trimEnd()), size, bold) <= width) {
        lines[lines.length - 1] = grown
        continue
      }
      if (lines.at(-1) !== '') lines.push('')
      for (const letter of word) {
        const more = (lines.at(-1) ?? '') + letter
        const fits = lines.at(-1) === '' || this.#widthOf(runsOf(more), size, bold) <= width
        if (fits) lines[lines.length - 1] = more
        else lines.push(letter)
      }
    }
    return lines.map((each) => runsOf(each.trimEnd()))
  }
}
