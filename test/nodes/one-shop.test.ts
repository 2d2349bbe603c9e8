import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cart } from '../../src/contract/cart.ts'
import type { Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
type SignedIn = { token: string; user: { _id: string } }

describe.each([{ redis: true }, { redis: false }])('three nodes that started at once on an empty database, Redis: $redis', ({ redis }) => {
  let cluster: Cluster
  let token: string
  let cake: Product

  beforeAll(async () => {
    cluster = await startCluster({ postgres: 'shared', redis, env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })
    token = (await call<SignedIn>(cluster.url, 'POST', '/api/auth/login', { body: owner })).body.token
    const body = { name: 'Truffle', category: 'Cakes', basePrice: 450, stock: 9 }
    cake = (await call<Product>(cluster.url, 'POST', '/api/products', { token, body })).body
  }, 180_000)
  afterAll(() => cluster?.close())

  const node = (i: number) => cluster.nodes[i]?.url ?? ''
  const newCustomer = async (name: string): Promise<SignedIn> => {
    const body = { name, email: `${name.toLowerCase()}@shop.test`, password: 'likes cake too' }
    return (await call<SignedIn>(node(0), 'POST', '/api/auth/register', { body })).body
  }
  const screensOfAll = async (as?: string) => {
    const screens = await Promise.all(cluster.nodes.map(({ url }) => openScreen(url, as)))
    await Promise.all(screens.map((screen) => screen.untilLive()))
    return screens
  }

  test('[B16] are one shop: what one takes, the screens of all show, once and in order', async () => {
    const screens = await screensOfAll()
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

  test('[B16] [A07] who signs out on one node is gone from the others before anything later is told there', async () => {
    const asha = await newCustomer('Asha')
    const screens = await screensOfAll(asha.token)
    const ended: string[] = []
    for (const { socket } of screens)
      socket.on('connect_error', (error: Error & { data?: { code: string } }) => ended.push(error.data?.code ?? ''))
    expect((await call(node(0), 'POST', '/api/auth/logout', { token: asha.token })).status).toBe(204)
    await until('each was cut off, and refused when it came back', () => screens.every(({ store }) => store.link.at === 'refused'))
    expect(new Set(ended)).toEqual(new Set(['auth.expired']))
    for (const { url } of cluster.nodes) expect((await call(url, 'GET', '/api/auth/me', { token: asha.token })).status).toBe(401)
    for (const { socket } of screens) socket.disconnect()
  })

  test('[B16] a cart that is filled on one node is on its owner’s screens on the others', async () => {
    const ravi = await newCustomer('Ravi')
    const screens = await screensOfAll(ravi.token)
    for (const [i, { url }] of cluster.nodes.entries()) {
      await call<Cart>(url, 'POST', '/api/cart/add', { token: ravi.token, body: { productId: cake._id, quantity: 1, message: `No ${i}` } })
    }
    const linesOn = (screen: (typeof screens)[number]) => screen.data<Cart>(`cart:${ravi.user._id}`)?.items.map(({ message }) => message)
    await until('all have three lines', () => screens.every((screen) => linesOn(screen)?.length === 3))
    for (const screen of screens) {
      expect(linesOn(screen)).toEqual(['No 0', 'No 1', 'No 2'])
      screen.socket.disconnect()
    }
  })

  test('[B16] [D12] one order per idempotency key, also when every node is sent it at once', async () => {
    const { token: buyer } = await newCustomer('Imran')
    const key = randomUUID()
    const order = (url: string) =>
      call<Order>(url, 'POST', '/api/orders', {
        token: buyer,
        headers: { 'idempotency-key': key },
        body: { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' },
      })
    const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((i) => order(node(i))))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201))
    expect(new Set(answers.map(({ body }) => body._id)).size).toBe(1)
    expect((await call<Product>(node(2), 'GET', `/api/products/${cake._id}`)).body.stock).toBe(8)
  })
})
