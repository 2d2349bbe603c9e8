import pg from 'pg'
import type { Cluster as Started } from '../../deploy/local/cluster.mjs'
import type { Cart } from '../../src/contract/cart.ts'
import type { Product } from '../../src/contract/product.ts'
import { type Answer, type Call, call } from '../support/http.ts'

const OWNER = { email: 'owner@shop.test', password: 'keeps the keys' }
export const OWNER_ENV = { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password }

export type Buyer = { readonly token: string; readonly phone: string }

/** Buyers, and a hand on the shop that they throng. */
export type Stage = AsyncDisposable & {
  readonly buyers: readonly Buyer[]
  /** Sends it to the nodes in turns. */
  call<T>(method: string, path: string, options?: Call): Promise<Answer<T>>
  asOwner<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  product(fields?: object): Promise<Product>
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
}

/** Each buyer is a guest. */
export async function openStage({ nodes, databaseUrl }: Pick<Started, 'nodes' | 'databaseUrl'>, count: number): Promise<Stage> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  pool.on('error', () => undefined)
  let turn = 0
  const nextUrl = () => nodes[turn++ % nodes.length]?.url ?? ''
  // Each request from an address of its own: a shop limits by address, and here a few buyers do in seconds what else takes hours.
  const anywhere = () => `127.3.${(turn >> 8) & 255}.${turn & 255}`
  const ask: Stage['call'] = (method, path, options) => call(nextUrl(), method, path, { ...options, from: anywhere() })
  const { token } = (await ask<{ token: string }>('POST', '/api/auth/login', { body: OWNER })).body
  const asOwner: Stage['asOwner'] = (method, path, body) => ask(method, path, { token, body })
  const product = async (fields: object = {}) => {
    const made = await asOwner<Product>('POST', '/api/products', { name: 'Truffle', category: 'Cakes', basePrice: 450, ...fields })
    if (made.status !== 201) throw new Error(`product: ${made.status} ${made.text}`)
    return made.body
  }
  const { _id: productId } = await product()
  const buyers: Buyer[] = []
  for (let i = 0; i < count; i++) {
    const met = await ask<Cart>('POST', '/api/cart/add', { body: { productId } })
    buyers.push({ token: String(met.headers['cakewire-guest-token']), phone: `98400${10_000 + i}` })
  }
  return {
    buyers,
    call: ask,
    asOwner,
    product,
    sql: async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await pool.query<T>(text, values)).rows,
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
