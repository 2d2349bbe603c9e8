import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import type { Connection } from './database.ts'

const codegen = join(dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json')), 'dist/cli/bin.js')

function asUrl(connection: Connection): string {
  if (typeof connection === 'string') return connection
  const { host, user, database } = connection
  return `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`
}

// after a migration: npx vitest run --project server src/server/db/types.test.ts -u
test('types.ts says what the migrated database holds', async () => {
  await using database = await testDatabase()
  const options = [
    '--dialect',
    'postgres',
    '--exclude-pattern',
    'migrations',
    '--type-mapping',
    '{"int8":"number"}',
    '--log-level',
    'error',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, [codegen, '--print', '--url', asUrl(database.connection), ...options])
  await expect(`${stdout.trim()}\n`).toMatchFileSnapshot('types.ts')
})
