// A spreadsheet takes a cell that begins with one of these for a formula. The wide ones count as well in some languages.
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/

/** The cell as text that no spreadsheet calculates: with an apostrophe before it. {@link unguardCell} takes it off again. */
export const guardCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)
