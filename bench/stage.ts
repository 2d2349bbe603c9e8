import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Product } from '../src/contract/product.ts'
import { demoUsers } from '../src/dev/demo/people.ts'
import type { EmbeddedConnection } from '../src/server/db/embedded/start-embedded.ts'
import { startShop, temporaryFolder } from '../test/support/shop-process.ts'
import { openCaller } from './client.ts'
import { cpuOf } from './cpu.ts'

export const CUSTOMERS = 60
export const PAGE = 24

export type Side = 'shop' | 'baseline'
export type Server = {
  readonly url: string
  readonly pid: number
  readonly products: readonly Product[]
  readonly tokens: readonly string[]
}

/** The shop and the design it replaces, side by side on one PostgreSQL, each with the same products and as many customers. */
export type Stage = Readonly<Record<Side, Server>> & {
  readonly ownerToken: string
  /** The shop's database, as a superuser. */
  readonly database: EmbeddedConnection
  /** Milliseconds of CPU so far. */
  usage(): Readonly<Record<Side | 'postgres', number>>
  close(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const folder = await temporaryFolder()
  const shop = await startShop({ dataDir: join(folder.path, 'data'), env: { DEMO: '1' } })
  const postmaster = postmasterOf(join(folder.path, 'data'))
  const database = { ...postmaster.connection, database: 'cakewire' }
  const { products, ownerToken, tokens } = await furnish(shop.url)
  const baseline = await startBaseline(await emptyDatabase(postmaster.connection, 'baseline'), products)
  return {
    shop: { url: shop.url, pid: shop.pid, products, tokens },
    baseline: { ...baseline, products },
    ownerToken,
    database,
    usage: () => ({ shop: cpuOf(shop.pid, postmaster.pid), baseline: cpuOf(baseline.pid), postgres: cpuOf(postmaster.pid) }),
    close: async () => {
      await baseline.close()
      await shop[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** PostgreSQL's own note of where it runs. */
export function postmasterOf(dataDir: string): { pid: number; connection: Omit<EmbeddedConnection, 'database'> } {
  const [pid = '', , , port = '', host = ''] = readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(pid), connection: { host, port: Number(port), user: 'cakewire' } }
}

/** Signs the owner in and as many customers up as the bench has, each from an address of its own. */
async function furnish(url: string): Promise<{ products: Product[]; ownerToken: string; tokens: string[] }> {
  const owner = openCaller(url, 0)
  const { email, password } = demoUsers.find(({ role }) => role === 'owner') ?? { email: '', password: '' }
  const { body: login } = await owner.call<{ token: string }>('POST', '/api/auth/login', { body: { email, password } })
  const { body: products } = await owner.call<Product[]>('GET', `/api/products?limit=${PAGE}`)
  owner.close()
  const tokens: string[] = []
  for (let i = 0; i < CUSTOMERS; i++) {
    const caller = openCaller(url, i + 1)
    const body = { name: `Customer ${i}`, email: `customer${i}@shop.test`, password: `customer ${i} of the bench` }
    tokens.push((await caller.call<{ token: string }>('POST', '/api/auth/register', { body })).body.token)
    caller.close()
  }
  return { products, ownerToken: login.token, tokens }
}

/** An empty database for a baseline of its own. */
export async function emptyDatabase(server: Omit<EmbeddedConnection, 'database'>, database: string): Promise<EmbeddedConnection> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  await client.query(`drop database if exists ${database}`)
  await client.query(`create database ${database}`)
  await client.end()
  return { ...server, database }
}

export type BaselineProcess = Omit<Server, 'products'> & {
  readonly readyAfter: number
  close(): Promise<void>
}

/** Starts it on an empty database and fills it. `readyAfter`: milliseconds until it listened. */
export async function startBaseline(connection: EmbeddedConnection, products: readonly Product[]): Promise<BaselineProcess> {
  const began = performance.now()
  const child: ChildProcess = fork(fileURLToPath(new URL('baseline/server.mjs', import.meta.url)), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', BASELINE_DATABASE: JSON.stringify(connection) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  const ended = once(child, 'exit')
  await once(child, 'message')
  child.send({ products: products.map(asDocument), customers: CUSTOMERS })
  const [{ port, tokens }] = (await once(child, 'message')) as [{ port: number; tokens: string[] }]
  const readyAfter = performance.now() - began
  const close = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, tokens, readyAfter, close }
}

/** The same product as a document of that design: of the same size, within a few bytes. */
const asDocument = ({ drawing, reviewCount, version, ...product }: Product) => ({
  ...product,
  reviews: [],
  drawing,
  __v: version,
  numReviews: reviewCount,
})
