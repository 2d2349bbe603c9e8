import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import type { Product } from '../../src/contract/product.ts'
import type { Right, Role } from '../../src/domain/role.ts'
import { type App, buildApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import { type Connection, clientConfig, openDatabase } from '../../src/server/db/database.ts'
import type { Deps } from '../../src/server/deps.ts'
import { type Answer, type Call, call } from './http.ts'
import { testDatabase } from './postgres.ts'
import { openScreen, type Screen } from './screen.ts'

export type Person = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly token: string
  readonly role: Role
}

export type TestShop = AsyncDisposable & {
  readonly url: string
  readonly app: App
  readonly deps: Deps
  /** Of its database, as a superuser: for a second node. */
  readonly connection: Connection
  /** As a superuser, around the shop. */
  readonly sql: <T extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<T[]>
  call<T = unknown>(method: string, path: string, options?: Call & { as?: Person | undefined }): Promise<Answer<T>>
  /** A new person of that role, signed in. */
  person(name: string, role?: Exclude<Role, 'guest'>, rights?: Right[]): Promise<Person>
  product(fields?: Record<string, unknown>): Promise<Product>
  /** A plain Socket.IO client, as the seed's; connected. Collects what it hears. */
  classic(as?: Person): Promise<{ socket: Socket; heard: { event: string; payload: Record<string, unknown> }[] }>
  screen(as?: Person): Promise<Screen>
}

/** A whole shop of the test's own: real database, real sockets, any free port. `reach` puts something between it and the database. */
export async function boot(env: Record<string, string> = {}, reach?: (direct: Connection) => Promise<Connection>): Promise<TestShop> {
  const database = await testDatabase()
  const connection = (await reach?.(database.connection)) ?? database.connection
  const dataDir = await mkdtemp(path.join(tmpdir(), 'cakewire-'))
  const config = readConfig({ DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'silent', ...env }, dataDir)
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const db = openDatabase(connection, () => undefined)
  const deps: Deps = { db, log, config, now: () => new Date() }
  const app = await buildApp(deps, connection)
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`
  const root = new pg.Pool({ ...clientConfig(database.connection), max: 4 })
  root.on('error', () => undefined)
  const toClose: (() => unknown)[] = []
  let visitors = 1

  const shop: TestShop = {
    url,
    app,
    deps,
    connection: database.connection,
    sql: async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await root.query<T>(text, values)).rows,
    call: (method, where, { as, ...options } = {}) => call(url, method, where, { token: as?.token, ...options }),
    async person(name, role = 'customer', rights = []) {
      const email = `${name.toLowerCase().replace(/[^a-z]/g, '')}.${randomBytes(4).toString('hex')}@shop.test`
      const password = `${name} likes cake`
      // Each from an address of its own: registering is limited by address.
      const from = `127.1.${(visitors >> 8) & 255}.${visitors++ & 255}`
      const made = await call<{ user: { _id: string }; token: string }>(url, 'POST', '/api/auth/register', {
        body: { name, email, password },
        from,
      })
      if (made.status !== 201) throw new Error(`register: ${made.status} ${made.text}`)
      const id = made.body.user._id
      if (role === 'customer') return { id, name, email, password, token: made.body.token, role }
      await root.query('update accounts set role = $2, rights = $3 where id = $1', [id, role, rights])
      const again = await call<{ token: string }>(url, 'POST', '/api/auth/login', { body: { email, password }, from })
      return { id, name, email, password, token: again.body.token, role }
    },
    async product(fields = {}) {
      keeper ??= await shop.person('Keeper', 'manager')
      const body = { name: `Truffle ${randomBytes(3).toString('hex')}`, category: 'Cakes', basePrice: 450, ...fields }
      const made = await call<Product>(url, 'POST', '/api/products', { body, token: keeper.token })
      if (made.status !== 201) throw new Error(`product: ${made.status} ${made.text}`)
      return made.body
    },
    async classic(as) {
      const socket = io(url, { forceNew: true, transports: ['websocket'], ...(as === undefined ? {} : { auth: { token: as.token } }) })
      toClose.push(() => socket.disconnect())
      const heard: { event: string; payload: Record<string, unknown> }[] = []
      socket.onAny((event: string, payload: Record<string, unknown>) => heard.push({ event, payload }))
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      return { socket, heard }
    },
    async screen(as) {
      const screen = await openScreen(url, as?.token)
      toClose.push(() => screen.socket.disconnect())
      await screen.untilLive()
      return screen
    },
    async [Symbol.asyncDispose]() {
      for (const close of toClose) close()
      await app.close()
      await db.close()
      await root.end()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  let keeper: Person | undefined
  return shop
}
