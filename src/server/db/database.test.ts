import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { until } from '../../../test/support/until.ts'
import { clientConfig, openDatabase } from './database.ts'

test('a commit that fails gives its connection back', async () => {
  await using database = await testDatabase()
  const root = new pg.Client(clientConfig(database.connection))
  await root.connect()
  await root.query(`
    create table promises (kept boolean);
    grant all on promises to cakewire_app;
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not kept'; end $$;
    create constraint trigger keep after insert on promises deferrable initially deferred for each row execute function refuse()`)
  const db = openDatabase(database.connection, () => undefined, 2)
  for (let i = 0; i < 5; i++) {
    await expect(db.transaction((tx) => sql`insert into promises values (true)`.execute(tx))).rejects.toThrow('not kept')
  }
  expect(await db.transaction(async (tx) => (await sql`select 1 as one from promises`.execute(tx)).rows)).toEqual([])
  await db.close()
  await root.end()
})

test('a connection that breaks is told once, without what it was connected with, and the next question has a new one', async () => {
  await using database = await testDatabase()
  const told: Error[] = []
  const keys: string[][] = []
  // Looked at when it is told, as a log does.
  const hear = (error: Error) => keys.push(Object.keys(error)) && told.push(error)
  const db = openDatabase(database.connection, hear, 1)
  await sql`select 1`.execute(db.read)
  const root = new pg.Client(clientConfig(database.connection))
  await root.connect()
  await root.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'cakewire'`,
  )
  await until('the end is told', () => told.length > 0)
  expect((await sql<{ one: number }>`select 1 as one`.execute(db.read)).rows).toEqual([{ one: 1 }])
  expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('terminating connection')])
  expect(keys[0]).not.toContain('client')
  await db.close()
  await root.end()
})
