import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { Connection } from '../../src/server/db/database.ts'
import { inDatabase, onServer } from './postgres-server.ts'

export type TestDatabase = AsyncDisposable & {
  /** As a superuser, for `migrate`, `openDatabase` or `pg`. */
  connection: Connection
  /** Drops the database, whoever is still connected. */
  drop(): Promise<void>
}

/** A migrated, empty shop database of the caller's own; one a test file is usual. */
export async function testDatabase(): Promise<TestDatabase> {
  const { server, template } = inject('postgres')
  const name = `cakewire_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name} template ${template}`)
  const drop = () => onServer(server, `drop database if exists ${name} with (force)`)
  return { connection: inDatabase(server, name), drop, [Symbol.asyncDispose]: drop }
}
