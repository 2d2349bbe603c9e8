import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { packageRoot } from '../package-root.ts'

export const MIGRATIONS = path.join(packageRoot, 'src/server/db/migrations')

/** "Cakewire" in hex: one migrator at a time per database. */
const LOCK = 0x43616b65

/**
 * Applies the numbered `.sql` files that this database has not seen, each in a transaction of its own.
 * @param client connected as a role that may create roles and schemas
 * @returns the names that were applied now
 * @throws when the database is newer than this program, or a file fails (its transaction is rolled back)
 */
export async function migrate(client: pg.ClientBase): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(`create table if not exists migrations (name text primary key, at timestamptz not null default now())`)
    const done = new Set((await client.query<{ name: string }>('select name from migrations')).rows.map((row) => row.name))
    const files = (await readdir(MIGRATIONS)).filter((file) => /^\d{4}_.*\.sql$/.test(file)).sort()
    const unknown = [...done].filter((name) => !files.includes(name))
    if (unknown.length > 0) throw new Error(`This database was made by a newer Cakewire: it knows ${unknown.join(', ')}.`)
    const missing = files.filter((file) => !done.has(file))
    for (const file of missing) await apply(client, file)
    return missing
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function apply(client: pg.ClientBase, file: string): Promise<void> {
  const sql = await readFile(path.join(MIGRATIONS, file), 'utf8')
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migrations (name) values ($1)', [file])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${file} failed`, { cause: error })
  }
}
