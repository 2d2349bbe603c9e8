import { buildApp } from '../../src/server/app.ts'
import type { TestShop } from './boot.ts'

/** One more node on the shop's database; `db`: with connections of its own. */
export async function secondNode(shop: TestShop, db = shop.deps.db): Promise<AsyncDisposable & { readonly url: string }> {
  const app = await buildApp({ ...shop.deps, db }, shop.connection)
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const address = app.http.server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return { url, [Symbol.asyncDispose]: () => app.close() }
}
