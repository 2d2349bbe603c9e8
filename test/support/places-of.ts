import type { TestShop } from './boot.ts'

/** Every place in the database where that text stands: tables with text, json and arrays, of every schema of the shop. */
export async function placesOf(shop: TestShop, text: string): Promise<string[]> {
  const columns = await shop.sql<{ schema: string; table: string; column: string }>(
    `select table_schema as schema, table_name as table, column_name as column from information_schema.columns
      where table_schema in ('public', 'feed') and data_type in ('text', 'json', 'jsonb', 'character varying', 'ARRAY', 'bytea')`,
  )
  if (columns.length < 100) throw new Error('The columns of the shop were not found')
  const found: string[] = []
  for (const { schema, table, column } of columns) {
    const rows = await shop.sql(
      `select 1 from "${schema}"."${table}" where lower("${column}"::text) like '%' || $1 || '%' or "${column}"::text like '%' || $2 || '%' limit 1`,
      [text.toLowerCase(), Buffer.from(text).toString('hex')],
    )
    if (rows.length > 0) found.push(`${schema}.${table}.${column}`)
  }
  return found
}
