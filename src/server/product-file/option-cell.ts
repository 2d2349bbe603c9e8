import { readRupees } from '../../domain/money.ts'
import { joinParts, splitParts } from './parts.ts'

/** An option of any kind. */
type Option = {
  name: string
  charge: number
  available: boolean
  priceMultiplier?: number
  servings?: string
  points?: number | null
}

export const OPTION_HINT = 'must be a name and then any of x1.5, +50, servings: …, points: 2, not now, with | between them'

/** A line an option; what is as usual is left out: `Kesar | x1.155 | +12.50 | not now`. */
export const writeOptions = (options: readonly Option[]): string => options.map(writeOption).join('\n')

const writeOption = ({ name, charge, available, priceMultiplier = 1, servings = '', points = null }: Option): string =>
  joinParts([
    name,
    ...(priceMultiplier === 1 ? [] : [`x${priceMultiplier}`]),
    ...(charge === 0 ? [] : [`+${charge.toFixed(2)}`]),
    ...(servings === '' ? [] : [`servings: ${servings}`]),
    ...(points === null ? [] : [`points: ${points}`]),
    ...(available ? [] : ['not now']),
  ])

/** @param usual what an option of this kind is when a line says nothing else @returns undefined when a part is none */
export function readOptions(cell: string, usual: Partial<Option>): Option[] | undefined {
  const lines = cell.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  const options = lines.map((line) => readOption(line, usual))
  return options.every((option) => option !== undefined) ? options : undefined
}

function readOption(line: string, usual: Partial<Option>): Option | undefined {
  const [name = '', ...parts] = splitParts(line)
  const option: Option = { ...usual, name, charge: 0, available: true }
  for (const part of parts) {
    const said = readPart(part)
    if (said === undefined) return undefined
    Object.assign(option, said)
  }
  return option
}

function readPart(part: string): Partial<Option> | undefined {
  if (/^not now$/i.test(part)) return { available: false }
  const [, times, plus, label = '', value = ''] = /^(?:[x×]\s*([\d.]+)|\+(.+)|(servings|points):(.*))$/i.exec(part) ?? []
  if (times !== undefined) return { priceMultiplier: Number(times) }
  if (label.toLowerCase() === 'servings') return { servings: value.trim() }
  if (label !== '') return { points: Number(value) }
  const charge = readRupees(plus ?? '')
  return charge === null ? undefined : { charge }
}
