import pg from 'pg'
import type { Cluster as Started } from '../../deploy/local/cluster.mjs'
import type { Cart } from '../../src/contract/cart.ts'
import type { Product } from '../../src/contract/product.ts'
import { type Answer, type Call, call } from '../support/http.ts'

const OWNER = { email: 'owner@shop.test', password: 'keeps the keys' }
export const OWNER_ENV = { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password }

export type Buyer = { readonly token: string; readonly from: string; readonly phone: string }

/** Buyers, and a hand on the shop that they throng. */
export type Stage = AsyncDisposable & {
  readonly buyers: readonly Buyer[]
  /** Sends it to the nodes in turns. */
  call<T>(method: string, path: string, options?: Call): Promise<Answer<T>>
  asOwner<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  product(fields?: object): Promise<Product>
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
}

/** Each buyer is a guest from an address of their own. */
export async function openStage({ nodes, databaseUrl }: Pick<Started, 'nodes' | 'databaseUrl'>, count: number): Promise<Stage> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  pool.on('error', () => undefined)
  let turn = 0
  const nextUrl = () => nodes[turn++ % nodes.length]?.url ?? ''
  const ask: Stage['call'] = (method, path, options) => call(nextUrl(), method, path, options)
  const { token } = (await ask<{ token: string }>('POST', '/api/auth/login', { body: OWNER })).body
  const asOwner: Stage['asOwner'] = (method, path, body) => ask(method, path, { token, body, from: '127.0.0.9' })
  const product = async (fields: object = {}) => {
    const made = await asOwner<Product>('POST', '/api/products', { name: 'Truffle', category: 'Cakes', basePrice: 450, ...fields })
    if (made.status !== 201) throw new Error(`product: ${made.status} ${made.text}`)
    return made.body
  }
  const { _id: productId } = await product()
  const buyers: Buyer[] = []
  for (let i = 0; i < count; i++) {
    const from = `127.2.${i >> 8}.${(i & 255) + 1}`
    const met = await ask<Cart>('POST', '/api/cart/add', { body: { productId }, from })
    buyers.push({ token: String(met.headers['cakewire-guest-token']), from, phone: `98400${10_000 + i}` })
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
