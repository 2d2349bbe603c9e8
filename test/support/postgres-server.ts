import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Connection, clientConfig } from '../../src/server/db/database.ts'
import { startEmbedded } from '../../src/server/db/embedded/start-embedded.ts'
import { migrate } from '../../src/server/db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { server: Connection; template: string }
  }
}

/**
 * Once a run: a PostgreSQL of its own (or the one of TEST_DATABASE_URL, as a superuser) with one migrated database that every
 * test file copies.
 */
export default async function setup(project: TestProject) {
  const { server, close } = await openServer(process.env.TEST_DATABASE_URL)
  const template = `cakewire_template_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${template}`)
  const client = new pg.Client(clientConfig(inDatabase(server, template)))
  await client.connect()
  await migrate(client)
  await client.end()
  project.provide('postgres', { server, template })
  return async () => {
    await onServer(server, `drop database ${template} with (force)`)
    await close()
  }
}

async function openServer(url: string | undefined): Promise<{ server: Connection; close: () => Promise<void> }> {
  if (url) return { server: url, close: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'cakewire-test-'))
  const log = { info: () => undefined, warn: console.warn, error: console.error }
  const embedded = await startEmbedded({ dataDir: folder, log, progress: () => undefined })
  const close = async () => {
    await embedded.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { server: embedded.connection, close }
}

export async function onServer(server: Connection, sql: string): Promise<void> {
  const client = new pg.Client(clientConfig(server))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

export function inDatabase(server: Connection, database: string): Connection {
  if (typeof server !== 'string') return { ...server, database }
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
