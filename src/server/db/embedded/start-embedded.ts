import { realpath, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster, SUPERUSER } from './cluster.ts'
import { stopLeftover } from './leftover.ts'
import { lockDataDir } from './lock.ts'
import { preparePlace, prepareSocketDir, reachableBin } from './places.ts'
import { supervise } from './supervisor.ts'
import type { EmbeddedLog } from './types.ts'

export type EmbeddedOptions = {
  dataDir: string
  log: EmbeddedLog
  /** Receives a short sentence for each step that takes a while. */
  progress: (line: string) => void
  /** False keeps a root parent from using a user namespace, as containers do. */
  userNamespaces?: boolean
}

/** `pg`'s connection settings: a superuser on a unix socket. `host` is the socket's folder. */
export type EmbeddedConnection = { host: string; port: number; user: string; database: string }

export type EmbeddedDatabase = {
  connection: EmbeddedConnection
  /** PostgreSQL's pid now; another one after a crash. */
  pid(): number
  binDir: string
  logPath: string
  /** Fast shutdown; resolves when PostgreSQL is gone and DATA_DIR is free for another server. */
  close(): Promise<void>
}

/** Locks DATA_DIR and runs PostgreSQL in it, making the database at the first start. Rejects with EmbeddedDatabaseError for what a person can mend. */
export async function startEmbedded({ dataDir, log, progress, userNamespaces = true }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const unlock = await lockDataDir(resolve(dataDir))
  try {
    const home = await realpath(dataDir)
    const account = await chooseAccount(join(home, 'postgres'), userNamespaces)
    const binDir = await reachableBin(await findBinaries(), account)
    const place = await preparePlace(home, account)
    const cluster = await prepareCluster(place, binDir, account, progress)
    await stopLeftover(cluster, log)
    const socketDir = await prepareSocketDir(place, account)
    const logPath = join(place, 'postgres.log')
    const postgres = await supervise({ cluster, socketDir, binDir, logPath, account, log })
    const connection = { host: socketDir, port: 5432, user: SUPERUSER, database: 'cakewire' }
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= (async () => {
        await postgres.close()
        await rm(socketDir, { recursive: true, force: true })
        await unlock()
      })()
      return closing
    }
    try {
      await ensureDatabase(connection)
    } catch (error) {
      await close()
      throw error
    }
    log.info({ pid: postgres.pid(), cluster }, 'the embedded PostgreSQL is up')
    return { connection, pid: postgres.pid, binDir, logPath, close }
  } catch (error) {
    await unlock()
    throw error
  }
}

async function ensureDatabase(connection: EmbeddedConnection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database])
    if (rowCount === 0) await client.query(`create database ${connection.database}`)
  } finally {
    await client.end()
  }
}
