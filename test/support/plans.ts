import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { expect } from 'vitest'
import type { Queryable } from '../../src/server/db/database.ts'
import type { DB } from '../../src/server/db/types.ts'

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}

/** Reading on from the beginning until enough was found is no reading from end to end. */
const FEW = 10_000

/**
 * The tables of which the statements of `run` read row after row, and more than a few thousand of them.
 * @param most rows that may be read by an index, or named by it
 */
export async function tablesReadWhole(pool: pg.Pool, run: (read: Queryable) => Promise<unknown>, most = Infinity): Promise<string[]> {
  const said: { sql: string; parameters: readonly unknown[] }[] = []
  const read = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void said.push(query) })
  await run(read)
  expect(said.length).toBeGreaterThan(0)
  const whole: string[] = []
  const look = (node: Node): void => {
    const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    const name = node['Relation Name'] ?? node['Index Name']
    if (name !== undefined && rows > (node['Node Type'] === 'Seq Scan' ? FEW : most)) whole.push(name)
    for (const child of node.Plans ?? []) look(child)
  }
  for (const { sql, parameters } of said) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, format json) ${sql}`, [...parameters])
    for (const row of rows) look(row['QUERY PLAN'][0].Plan)
  }
  return whole
}
