import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** Where in DATA_DIR a file of the shop's own PostgreSQL is. */
function find(dataDir: string, name: string): string {
  const found = readdirSync(join(dataDir, 'postgres'), { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(name))
  if (found === undefined) throw new Error(`There is no ${name} in ${dataDir}`)
  return join(dataDir, 'postgres', found)
}

/** A superuser's connection to the database of a shop that runs in `dataDir`. It may break, and tells nobody. */
export async function connectEmbedded(dataDir: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ host: dirname(find(dataDir, '.s.PGSQL.5432')), port: 5432, user: 'cakewire', database: 'cakewire' })
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end().catch(() => undefined) })
}

/** The process of the PostgreSQL that runs in `dataDir`. */
export const embeddedPid = async (dataDir: string): Promise<number> =>
  Number((await readFile(find(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
