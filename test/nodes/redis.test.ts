import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
/** Per minute and address, of what makes the first owner. */
const GUESSES = 10

let cluster: Cluster
let token: string
let cake: Product

beforeAll(async () => {
  cluster = await startCluster({ postgres: 'shared', env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })
  token = (await call<{ token: string }>(cluster.url, 'POST', '/api/auth/login', { body: owner })).body.token
  const body = { name: 'Truffle', category: 'Cakes', basePrice: 450 }
  cake = (await call<Product>(cluster.url, 'POST', '/api/products', { token, body })).body
}, 180_000)
afterAll(() => cluster?.close())

const redis = () => cluster.redis ?? expect.fail('no Redis')
const node = (i: number) => cluster.nodes[i % cluster.nodes.length]?.url ?? ''
/** A wrong link to the first owner's account, at the i-th node. */
const guess = async (i: number, from: string) => {
  const body = { name: 'Eve', email: 'eve@shop.test', password: 'long enough', token: 'A'.repeat(43) }
  return (await call(node(i), 'POST', '/api/auth/setup', { body, from })).status
}
const guesses = async (count: number, from: string) => {
  const statuses: number[] = []
  for (let i = 0; i < count; i++) statuses.push(await guess(i, from))
  return statuses
}

/** Changes the price once on each node. Every answer is a success, and every screen ends on the last price. */
async function sellsOn(screens: Awaited<ReturnType<typeof openScreen>>[]): Promise<void> {
  for (const { url } of cluster.nodes) {
    const answer = await call<Product>(url, 'PATCH', `/api/products/${cake._id}`, {
      token,
      body: { basePrice: cake.basePrice + 1, version: cake.version },
    })
    expect(answer.status, answer.text).toBe(200)
    cake = answer.body
  }
  await until('all show it', () => screens.every((screen) => screen.data<Product>(`product:${cake._id}`)?.version === cake.version))
}

test('[C15] a limit counts an address on all nodes together', async () => {
  expect(await guesses(GUESSES, '127.0.9.1')).toEqual(Array(GUESSES).fill(403))
  expect(await guesses(3, '127.0.9.1')).toEqual([429, 429, 429])
  expect(await guess(0, '127.0.9.2')).toBe(403)
})

test('[F05] while Redis is flushed, stopped, killed and empty again, the shop sells on, each node limits by itself, and no screen misses anything', async () => {
  const screens = await Promise.all(cluster.nodes.map(({ url }) => openScreen(url)))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  const first = cake.version

  await redis().flush()
  await sellsOn(screens)
  // What this node counted itself, it still knows.
  expect(await guess(0, '127.0.9.3')).toBe(403)

  process.kill(redis().pid(), 'SIGSTOP')
  await sellsOn(screens)
  process.kill(redis().pid(), 'SIGCONT')

  await redis().end('SIGKILL')
  await sellsOn(screens)
  const alone = await guesses(3 * GUESSES, '127.0.9.4')
  expect(alone).toEqual(Array(3 * GUESSES).fill(403))
  expect(await guesses(3, '127.0.9.4')).toEqual([429, 429, 429])

  await redis().start()
  await sellsOn(screens)
  let visitors = 0
  const isShared = async () => {
    const from = `127.0.${10 + Math.floor(++visitors / 250)}.${1 + (visitors % 250)}`
    return (await guesses(GUESSES + 1, from)).at(-1) === 429
  }
  await until('limits are shared again', isShared, 60_000)
  await sellsOn(screens)
  for (const screen of screens) {
    expect(screen.applied.map(({ rev }) => rev)).toEqual(Array.from({ length: cake.version - first }, (_, i) => first + 1 + i))
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
})
