import { boot, type TestShop } from './boot.ts'
import { type DatabaseProxy, openProxy } from './proxy.ts'

/** A shop that reaches its database through a proxy, which ends before the shop does. */
export async function bootBehindProxy(): Promise<AsyncDisposable & { readonly shop: TestShop; readonly proxy: DatabaseProxy }> {
  const proxies: DatabaseProxy[] = []
  const shop = await boot({}, async (direct) => {
    const proxy = await openProxy(direct)
    proxies.push(proxy)
    return proxy.connection
  })
  const [proxy] = proxies
  if (proxy === undefined) throw new Error('no proxy')
  return {
    shop,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await shop[Symbol.asyncDispose]()
    },
  }
}
