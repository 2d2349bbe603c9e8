import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
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
