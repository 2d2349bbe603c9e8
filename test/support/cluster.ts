import { startCluster as start } from '../../deploy/local/cluster.mjs'
import { ensureBuilt } from '../../scripts/build.mjs'
import type { Connection } from '../../src/server/db/database.ts'
import { testDatabase } from './postgres.ts'

type Options = NonNullable<Parameters<typeof start>[0]>

export type Cluster = Awaited<ReturnType<typeof start>> & AsyncDisposable

/**
 * Several real server processes on one database behind one balancer; `postgres: 'shared'` takes a database of the test run's own
 * server, `'own'` one that the test may kill.
 */
export async function startCluster({ postgres, ...options }: Options & { postgres: 'shared' | 'own' }): Promise<Cluster> {
  await ensureBuilt()
  if (postgres === 'own') {
    const cluster = await start(options)
    return { ...cluster, [Symbol.asyncDispose]: cluster.close }
  }
  const database = await testDatabase()
  const cluster = await start({ ...options, databaseUrl: toUrl(database.connection) })
  const close = async () => {
    await cluster.close()
    await database.drop()
  }
  return { ...cluster, close, [Symbol.asyncDispose]: close }
}

function toUrl(connection: Connection): string {
  if (typeof connection === 'string') return connection
  const { host, port, user, database } = connection
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
