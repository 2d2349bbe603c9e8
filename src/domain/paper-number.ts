export const PAPER_KINDS = ['invoice', 'credit-note'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

const dayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })

/** The shop's calendar day at that instant, `2026-03-31`. */
export const dayOf = (at: Date, timeZone: string): string => dayIn(timeZone).format(at)

/** The year in which the financial year of that instant began: on 1 April, 0:00, by the shop's clock. */
export function financialYear(at: Date, timeZone: string): number {
  const [year = 0, month = 0] = dayOf(at, timeZone).split('-').map(Number)
  return month >= 4 ? year : year - 1
}

const LONGEST = 16
const MARK: Record<PaperKind, string> = { invoice: '', 'credit-note': 'C' }

/** How the numbers of a year begin: `CW/26-27/`. */
export function seriesOf(kind: PaperKind, prefix: string, year: number): string {
  const span = `${String(year % 100).padStart(2, '0')}-${String((year + 1) % 100).padStart(2, '0')}`
  return `${prefix}${MARK[kind]}/${span}/`
}

/**
 * `CW/26-27/00012`; credit notes count by themselves: `CWC/26-27/00001`.
 * @throws RangeError beyond the 16 characters that the tax rules allow
 */
export function paperNumber(kind: PaperKind, prefix: string, year: number, count: number): string {
  const number = `${seriesOf(kind, prefix, year)}${String(count).padStart(5, '0')}`
  if (number.length > LONGEST) throw new RangeError(`Too long for a number on a tax invoice: ${number}`)
  return number
}
