import type pg from 'pg'

/**
 * Lets `load` fill tables with what years of trade would leave, as their superuser: without triggers, references and news, the indexes made
 * afterwards. A million orders take half a minute so.
 */
export async function loadMany(client: pg.ClientBase, tables: readonly string[], load: () => Promise<unknown>): Promise<void> {
  await client.query(`set session_replication_role = replica`)
  await client.query(`set synchronous_commit = off`)
  await client.query(`set maintenance_work_mem = '256MB'`)
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = any ($1::regclass[]) and not indisunique`,
    [tables],
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await load()
  for (const { definition } of indexes) await client.query(definition)
  await client.query(`reset maintenance_work_mem`)
  await client.query(`reset synchronous_commit`)
  await client.query(`reset session_replication_role`)
  await client.query('vacuum analyze')
}
