import pg from 'pg'
import { expect, test } from 'vitest'
import { clientConfig } from '../../src/server/db/database.ts'
import { migrate } from '../../src/server/db/migrate.ts'
import { type TestDatabase, testDatabase } from './postgres.ts'

async function rows(database: TestDatabase, sql: string): Promise<unknown[]> {
  const client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('each test file has a migrated database that no other sees', async () => {
  await using first = await testDatabase()
  await using second = await testDatabase()
  await rows(first, 'create table only_here ()')
  expect(await rows(first, `select to_regclass('only_here') is not null as there`)).toEqual([{ there: true }])
  expect(await rows(second, `select to_regclass('only_here') is not null as there`)).toEqual([{ there: false }])
})

test('a migrated database has nothing left to apply', async () => {
  await using database = await testDatabase()
  const client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  expect(await migrate(client)).toEqual([])
  await client.end()
})
