import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { bootBehindProxy } from '../support/behind-proxy.ts'
import { until } from '../support/until.ts'

test('[C16] [F04] [F12] without its database the shop lives, says that it is not ready and its screens that they are stale, answers 503, and recovers by itself', async () => {
  await using behind = await bootBehindProxy()
  const { shop, proxy } = behind
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  const screen = await shop.screen()
  expect((await shop.call('GET', '/api/health/ready')).status).toBe(200)

  proxy.cut()
  const health = await shop.call('GET', '/api/health')
  const ready = await shop.call<{ checks: { database: string } }>('GET', '/api/health/ready')
  expect([health.status, ready.status, ready.body.checks.database]).toEqual([200, 503, 'down'])
  const answers = await Promise.all([
    shop.call('GET', '/api/products'),
    shop.call('GET', `/api/products/${product._id}`),
    shop.call('POST', '/api/cart/add', { body: { productId: product._id } }),
    shop.call('POST', '/api/auth/login', { body: { email: owner.email, password: owner.password } }),
  ])
  for (const answer of answers) {
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1'])
    expect(answer.text).not.toMatch(/ECONN|socket|postgres|select|\/tmp/i)
  }
  // Nobody waits in line for a database that is not there.
  await until('nothing waits', () => shop.deps.db.pool.waiting === 0)
  await until('the screen says that it is stale', () => screen.store.link.at === 'stale')

  proxy.heal()
  await until('it is ready again', async () => (await shop.call('GET', '/api/health/ready')).status === 200)
  const changed = await shop.call<Product>('PATCH', `/api/products/${product._id}`, {
    as: owner,
    body: { basePrice: 470, version: product.version },
  })
  expect(changed.status).toBe(200)
  await until('the screen that stayed shows it', () => screen.data<Product>(`product:${product._id}`)?.basePrice === 470)
  await until('the screen is live again', () => screen.store.link.at === 'live')
  expect(screen.resets).toEqual([])
})

test('[F06] [F12] when the connection that listens goes dead without a word, the node notices, reads another way, and listens anew', async () => {
  await using behind = await bootBehindProxy()
  const { shop, proxy } = behind
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  const screen = await shop.screen()
  const reprice = async (basePrice: number) => {
    const path = `/api/products/${product._id}`
    const changed = await shop.call<Product>('PATCH', path, { as: owner, body: { basePrice } })
    expect(changed.status, changed.text).toBe(200)
    await until('the screen shows it', () => screen.data<Product>(`product:${product._id}`)?.basePrice === basePrice)
  }
  await reprice(480)
  expect(proxy.muteListeners()).toBe(1)
  await reprice(490)
  await until('it listens again', () => proxy.muteListeners() === 1)
  await reprice(500)
  await until('the screen is live', () => screen.store.link.at === 'live')
  expect(screen.resets).toEqual([])
})
