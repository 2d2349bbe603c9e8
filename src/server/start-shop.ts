import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { isIP } from 'node:net'
import path from 'node:path'
import { type Logger, pino } from 'pino'
import { demoUsers } from '../dev/demo/people.ts'
import { isUntouched } from '../dev/load-demo.sql.ts'
import { loadDemo } from '../dev/load-demo.ts'
import { prepareFirstOwner } from './accounts/first-owner.ts'
import { type App, buildApp } from './app.ts'
import { startPublishing } from './catalog/publish-due.ts'
import { type Config, ConfigError } from './config.ts'
import { type Connection, openDatabase } from './db/database.ts'
import { startEmbedded } from './db/embedded/start-embedded.ts'
import { migrate } from './db/migrate.ts'
import { oneNodeAtATime } from './db/start-lock.ts'
import { startSweepingHolds } from './delivery/sweep-holds.ts'
import type { Deps } from './deps.ts'
import { startCancellingUnpaid } from './orders/cancel-unpaid.ts'
import { startSweepingNotices } from './payments/sweep-notices.ts'
import { startImporting } from './product-file/run-import.ts'
import { readShopInfo } from './settings/settings.sql.ts'
import { startPruning } from './start-pruning.ts'
import { startTellingBack } from './stock-alerts/tell-back.ts'

export type Shop = {
  /** `http://127.0.0.1:5001` */
  readonly url: string
  readonly app: App
  readonly deps: Deps
  /** What the operator should be told once: demo logins, or where the first owner is made. */
  readonly notices: readonly string[]
  close(): Promise<void>
}

type Progress = (line: string) => void

/** Opens the shop as configured: database, tables, first data, sockets, pages. What was opened is closed again when a later step fails. */
export async function startShop(config: Config, progress: Progress, log: Logger = pino({ level: config.logLevel })): Promise<Shop> {
  const opened: (() => Promise<void>)[] = []
  const closeAll = async () => {
    for (const close of opened.reverse().splice(0)) await close()
  }
  try {
    const connection = await openConnection(config, progress, log, opened)
    const db = openDatabase(connection, (err) => log.warn({ err }, 'a database connection broke'))
    opened.push(() => db.close())
    const deps: Deps = { db, log, config, now: () => new Date() }
    await mkdir(path.join(config.dataDir, 'media'), { recursive: true })
    const { demoNotices, setup } = await prepare(deps, connection, progress)
    const app = await buildApp(deps, connection)
    opened.push(() => app.close())
    const pruning = startPruning(deps)
    opened.push(() => pruning.close())
    const publishing = startPublishing(deps)
    opened.push(() => publishing.close())
    const sweeping = startSweepingHolds(deps)
    opened.push(() => sweeping.close())
    const cancelling = startCancellingUnpaid(deps)
    opened.push(() => cancelling.close())
    const noticing = startSweepingNotices(deps)
    opened.push(() => noticing.close())
    const telling = startTellingBack(deps)
    opened.push(() => telling.close())
    const importing = startImporting(deps)
    opened.push(() => importing.close())
    const url = await listen(app, config)
    const notices = [
      ...demoNotices,
      ...(setup === null ? [] : [`Make the first owner here, once: ${config.publicUrl ?? url}/setup?token=${setup.token}`]),
    ]
    return { url, app, deps, notices, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openConnection(config: Config, progress: Progress, log: Logger, opened: (() => Promise<void>)[]): Promise<Connection> {
  await mkdir(config.dataDir, { recursive: true })
  if (config.databaseUrl !== undefined) return config.databaseUrl
  const embedded = await startEmbedded({ dataDir: config.dataDir, log, progress })
  opened.push(() => embedded.close())
  return embedded.connection
}

async function prepare(deps: Deps, connection: Connection, progress: Progress) {
  const wait = () => progress('Waiting for another node that sets up the shop')
  return await oneNodeAtATime(connection, wait, async (client) => {
    const applied = await migrate(client)
    if (applied.length > 0) progress('Setting up the tables')
    return { demoNotices: await prepareDemo(deps, progress), setup: await prepareFirstOwner(deps) }
  })
}

async function prepareDemo(deps: Deps, progress: Progress): Promise<readonly string[]> {
  const { config, db } = deps
  const wanted = config.demo ?? (config.databaseUrl === undefined && config.admin === undefined ? '1' : '0')
  const load = wanted !== '0' && (await isUntouched(db.read))
  if (load) {
    guardDemo(config)
    await loadDemo(deps, progress)
  }
  const { demo } = await readShopInfo(db.read)
  if (!demo) return []
  guardDemo(config)
  return load ? ['Demo logins:', ...demoLogins()] : []
}

/** Everybody knows the demo's passwords. @throws ConfigError when the shop would listen beyond this machine with them */
function guardDemo(config: Config): void {
  if (config.demo === 'public' || isLoopback(config.host)) return
  throw new ConfigError([
    'HOST must be a loopback address while the demo logins exist; DEMO=public opens them to everybody, DEMO=0 starts an empty shop',
  ])
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const demoLogins = (): string[] => demoUsers.map(({ role, email, password }) => `  ${role.padEnd(8)}  ${email}  ${password}`)

async function listen({ http }: App, config: Config): Promise<string> {
  // After a restart every screen dials at once; the kernel takes fewer where it is set to.
  await http.listen({ port: config.port, host: config.host, backlog: 4096 })
  const { port } = http.server.address() as AddressInfo
  const host = isIP(config.host) === 6 ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}
