import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { FILE_ROWS } from '../../contract/product-file.ts'
import { refuse } from '../refusal.ts'
import { COLUMNS } from './cells.ts'
import { unguardCell } from './guard-cell.ts'

/** A row of the file by its columns; cells that are not there are left out. */
export type FileRow = { readonly line: number; readonly cells: ReadonlyMap<string, string>; readonly tooMany: boolean }

const SLICE = 64 * 1024
/** A large file is read in between other things. */
const AT_ONCE = 100

/**
 * The rows of a CSV file, its columns in any order, with commas, semicolons or tabs between them.
 * @throws Refusal `import.unreadable` with `{line, why}`, `import.too-large`
 */
export async function readFile(bytes: Buffer): Promise<FileRow[]> {
  const text = decode(bytes)
  const parser = parse({ info: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true })
  const slices = Array.from({ length: Math.ceil(text.length / SLICE) }, (_, place) => text.slice(place * SLICE, (place + 1) * SLICE))
  Readable.from(slices).pipe(parser)
  const rows: FileRow[] = []
  let header: readonly string[] | null = null
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === null) header = readHeader(record)
      else if (record.some((cell) => cell.trim() !== '')) rows.push(toRow(header, record, info.lines))
      if (rows.length > FILE_ROWS) refuse('import.too-large')
      if (rows.length % AT_ONCE === 0) await turn()
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    unreadable(
      Number(error.lines),
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'A quote was opened and never closed.' : 'The quotes of this line do not fit together.',
    )
  } finally {
    parser.destroy()
  }
  if (header === null) unreadable(1, 'The file is empty.')
  return rows
}

const unreadable = (line: number, why: string): never => refuse('import.unreadable', { line, why })

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return unreadable(1, 'The file is not UTF-8. Save it as “CSV UTF-8”.')
  }
}

function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1)
  return [',', ';', '\t'].find((each) => header.includes(each)) ?? ','
}

function readHeader(record: readonly string[]): readonly string[] {
  const columns = record.map((cell) => COLUMNS.find((column) => column.toLowerCase() === cell.trim().toLowerCase()) ?? cell.trim())
  const strange = columns.find((column) => !COLUMNS.includes(column))
  if (strange !== undefined) unreadable(1, `There is no column “${strange.slice(0, 40)}”. The columns are: ${COLUMNS.join(', ')}.`)
  const twice = columns.find((column, place) => columns.indexOf(column) !== place)
  if (twice !== undefined) unreadable(1, `The column “${twice}” is there twice.`)
  return columns
}

/** `end`: the line on which it ends. */
function toRow(header: readonly string[], record: readonly string[], end: number): FileRow {
  const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  const cells = header.flatMap((column, place) => {
    const cell = record[place]
    return cell === undefined ? [] : [[column, unguardCell(cell)] as const]
  })
  return { line: end - breaks, cells: new Map(cells), tooMany: record.slice(header.length).some((cell) => cell !== '') }
}
