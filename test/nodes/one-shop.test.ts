import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ postgres: 'shared', env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })
})
afterAll(() => cluster?.close())

const signIn = async (url: string) => (await call<{ token: string }>(url, 'POST', '/api/auth/login', { body: owner })).body.token

test('[B16] three nodes that start at once on an empty database open one shop: what one takes, the screens of all show', async () => {
  const token = await signIn(cluster.url)
  const screens = await Promise.all(cluster.nodes.map(({ url }) => openScreen(url)))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  for (const { name, url } of cluster.nodes) {
    const body = { name: `Cake of ${name}`, category: 'Cakes', basePrice: 450 }
    const made = await call<Product>(url, 'POST', '/api/products', { token, body })
    expect(made.status, made.text).toBe(201)
    await until('all show it', () => screens.every((screen) => screen.data<Product>(`product:${made.body._id}`)?.name === body.name))
  }
  for (const screen of screens) {
    expect(screen.applied.map(({ rev }) => rev)).toEqual([1, 1, 1])
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
})
