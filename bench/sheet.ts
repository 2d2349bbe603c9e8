import { median } from './figures.ts'

/** One line of a scenario: the rounds of each contender. */
export type Line = { readonly name: string; readonly unit: string; readonly rounds: Readonly<Record<string, readonly number[]>> }
export type Goal = { readonly name: string; readonly unit: string; readonly value: number } & (
  | { readonly most: number }
  | { readonly least: number }
)
export type Sheet = { readonly scenario: string; readonly lines: readonly Line[]; readonly goals: readonly Goal[] }

const short = (value: number): string => String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
export const medianOf = ({ rounds }: Line, contender: string): number => median(rounds[contender] ?? [])

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const pad = (cell: string, column: number) => cell.padEnd(widths[column] ?? 0)
  for (const row of rows) console.log(row.map(pad).join('  ').trimEnd())
  console.log()
}

/** Medians for people, then a line of JSON with every round for each. */
export function printSheet({ scenario, lines, goals }: Sheet, about: object): void {
  const names = [...new Set(lines.flatMap(({ rounds }) => Object.keys(rounds)))]
  const cell = (line: Line, name: string) => (line.rounds[name] === undefined ? '' : short(medianOf(line, name)))
  console.log()
  printTable([[scenario, '', ...names], ...lines.map((line) => [line.name, line.unit, ...names.map((name) => cell(line, name))])])
  const target = (goal: Goal) => ('most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`)
  const met = (goal: Goal) => ('most' in goal ? goal.value <= goal.most : goal.value >= goal.least)
  const goalRow = (goal: Goal) => [
    goal.name,
    `${short(goal.value)} ${goal.unit}`,
    `${target(goal)} ${goal.unit}`,
    met(goal) ? 'met' : 'missed',
  ]
  if (goals.length > 0) printTable([['figure to reach', 'measured', 'target', ''], ...goals.map(goalRow)])
  for (const line of lines) console.log(JSON.stringify({ scenario, ...line, ...about }))
  for (const goal of goals) console.log(JSON.stringify({ scenario, goal: goal.name, ...goal, met: met(goal), ...about }))
}
