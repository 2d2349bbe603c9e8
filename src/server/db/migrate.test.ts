import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { inDatabase, onServer } from '../../../test/support/postgres-server.ts'
import { clientConfig } from './database.ts'
import { migrate } from './migrate.ts'

const ROLES = ['feed_owner', 'feed_app', 'feed_janitor', 'cakewire_app']

async function versionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::int / 10000 as version`)
  return rows[0]?.version ?? 0
}

test('a database user who may make roles, and is no superuser, can set up a shop and run it', async () => {
  const { server } = inject('postgres')
  const user = `keeper_${randomBytes(4).toString('hex')}`
  await onServer(server, `create role ${user} login createrole`)
  await onServer(server, `create database ${user} owner ${user}`)
  const client = new pg.Client(clientConfig(inDatabase(server, user)))
  await client.connect()
  try {
    // The roles are there already, from the other tests: what their maker holds is given to this user.
    const granted = (await versionOf(client)) >= 16 ? 'with admin true, inherit false, set false' : 'with admin option'
    for (const role of ROLES) await client.query(`grant ${role} to ${user} ${granted}`)
    await client.query(`set session authorization ${user}`)
    expect(await migrate(client)).toContain('0001_feed.sql')
    const own = await client.query(`select current_user as who, rolsuper as super from pg_roles where rolname = current_user`)
    expect(own.rows).toEqual([{ who: user, super: false }])
    await client.query('set role cakewire_app')
    expect((await client.query('select name from settings')).rows).toHaveLength(1)
    await expect(client.query('delete from feed.entry')).rejects.toThrow('permission denied')
  } finally {
    await client.end()
    await onServer(server, `drop database ${user} with (force)`)
    await onServer(server, `drop owned by ${user}`)
    await onServer(server, `drop role ${user}`)
  }
})
