import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBalancer } from './balancer.mjs'
import { startPostgres } from './postgres.mjs'
import { startRedis } from './redis.mjs'
import { startShopNode } from './shop-node.mjs'

/**
 * @typedef {{
 *   nodes?: number
 *   redis?: boolean
 *   databaseUrl?: string
 *   port?: number
 *   env?: Record<string, string>
 * }} ClusterOptions `databaseUrl`: a database that is there already; normally a PostgreSQL of the cluster's own is started.
 *   `env`: for each node.
 * @typedef {{
 *   url: string
 *   databaseUrl: string
 *   nodes: readonly import('./shop-node.mjs').ShopNode[]
 *   postgres: import('./postgres.mjs').Postgres | undefined
 *   redis: import('./redis.mjs').Redis | undefined
 *   balancer: import('./balancer.mjs').Balancer
 *   close(): Promise<void>
 * }} Cluster `url`: the balancer's
 */

/**
 * What compose.yaml describes, as processes of this machine: PostgreSQL, Redis, nodes that all start at once on an empty database,
 * and a balancer. Build before. What was started ends again when a later step fails.
 * @param {ClusterOptions} [options]
 * @returns {Promise<Cluster>}
 */
export async function startCluster({ nodes: count = 3, redis: withRedis = true, databaseUrl, port = 0, env = {} } = {}) {
  /** @type {(() => Promise<unknown>)[]} */
  const opened = []
  const close = async () => {
    for (const end of opened.reverse().splice(0)) await end()
  }
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'cakewire-cluster-'))
    opened.push(() => rm(dataDir, { recursive: true, force: true }))
    const postgres = databaseUrl === undefined ? await startPostgres() : undefined
    if (postgres !== undefined) opened.push(() => postgres.close())
    const redis = withRedis ? await startRedis() : undefined
    if (redis !== undefined) opened.push(() => redis.close())
    const database = databaseUrl ?? postgres?.url ?? ''
    const settings = {
      HOME: tmpdir(),
      // One folder for all: pictures that one node takes are served by each.
      DATA_DIR: dataDir,
      DATABASE_URL: database,
      LOG_LEVEL: 'warn',
      // Behind the balancer of this machine everybody calls from one address.
      SOCKETS_PER_ADDRESS: '100000',
      DEMO: '0',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      ...env,
    }
    const starting = Array.from({ length: count }, (_, i) => startShopNode(`node ${i + 1}`, settings))
    for (const node of starting)
      opened.push(() =>
        node.then(
          (started) => started.end(),
          () => undefined,
        ),
      )
    const nodes = await Promise.all(starting)
    const balancer = await startBalancer(nodes, port)
    opened.push(() => balancer.close())
    return { url: balancer.url, databaseUrl: database, nodes, postgres, redis, balancer, close }
  } catch (error) {
    await close()
    throw error
  }
}
