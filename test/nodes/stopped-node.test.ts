import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AdminOrder, Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { EAR_KINDS, listen } from '../support/ears.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
let cluster: Cluster
let client: pg.Client
beforeAll(async () => {
  cluster = await startCluster({
    postgres: 'shared',
    nodes: 2,
    redis: false,
    env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password },
  })
  client = new pg.Client({ connectionString: cluster.databaseUrl })
  await client.connect()
}, 180_000)
afterAll(async () => {
  await client?.end()
  await cluster?.close()
})

const register = async (url: string, name: string) => {
  const body = { name, email: `${name.toLowerCase()}@shop.test`, password: 'likes cake too' }
  return (await call<{ token: string }>(url, 'POST', '/api/auth/register', { body })).body.token
}
const order = (url: string, token: string, cake: Product, key: string) =>
  call<Order & { code: string }>(url, 'POST', '/api/orders', {
    token,
    headers: { 'idempotency-key': key },
    body: { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' },
  })

/** Somebody of the shop waits for the row that `client` keeps. */
const someoneWaits = async () =>
  (await client.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows.length > 0

test('[F19] [B16] a node that stands still in the middle of an order and goes on makes no second one; its screens miss nothing, and who lost a right meanwhile hears nothing', {
  timeout: 120_000,
}, async () => {
  const [frozen, other] = cluster.nodes.map(({ url }) => url) as [string, string]
  const { token } = (await call<{ token: string }>(other, 'POST', '/api/auth/login', { body: owner })).body
  const bake = async (name: string) =>
    (await call<Product>(other, 'POST', '/api/products', { token, body: { name, category: 'Cakes', basePrice: 450, stock: 5 } })).body
  const [inHand, onTheWay] = [await bake('In hand'), await bake('On the way')]
  const [asha, bela] = [await register(other, 'Asha'), await register(other, 'Bela')]
  const screens = await Promise.all([openScreen(frozen), openScreen(frozen, token), openScreen(other)])
  for (const screen of screens) await screen.untilLive()
  const hers = await order(other, asha, onTheWay, 'hers')
  const ears = await Promise.all(EAR_KINDS.map((kind) => listen(kind, frozen, asha)))

  // One order is in the middle of its transaction, another not read yet.
  await client.query('begin')
  await client.query('select 1 from products where id = $1 for update', [inHand._id])
  const first = order(frozen, bela, inHand, 'in hand')
  await until('it waits for its cake', someoneWaits)
  const pid = cluster.nodes[0]?.pid() ?? 0
  process.kill(pid, 'SIGSTOP')
  const second = order(frozen, bela, onTheWay, 'on the way')
  await client.query('rollback')

  const [one, two] = await Promise.all([order(other, bela, inHand, 'in hand'), order(other, bela, onTheWay, 'on the way')])
  expect([one.status, two.status], one.text).toEqual([201, 201])
  expect((await call(other, 'POST', '/api/auth/logout', { token: asha })).status).toBeLessThan(300)
  const moved = await call(other, 'PATCH', `/api/orders/${hers.body._id}/status`, { token, body: { status: 'processing' } })
  expect(moved.status).toBe(200)
  const reprice = (basePrice: number) => call<Product>(other, 'PATCH', `/api/products/${inHand._id}`, { token, body: { basePrice } })
  for (let price = 500; price < 509; price++) await reprice(price)
  const last = (await reprice(509)).body

  process.kill(pid, 'SIGCONT')
  const late = await Promise.all([first, second])
  // Its transaction was ended in its absence, so that nobody waited for it longer.
  expect(late.map(({ status }) => status)).toEqual([503, 201])
  expect((await order(frozen, bela, inHand, 'in hand')).body._id).toBe(one.body._id)
  expect(late[1].body._id).toBe(two.body._id)
  const { body: orders } = await call<AdminOrder[]>(frozen, 'GET', '/api/orders/admin/all?limit=100', { token })
  expect(orders.map(({ _id }) => _id).sort()).toEqual([hers, one, two].map(({ body }) => body._id).sort())

  for (const [i, ear] of ears.entries()) {
    await until(`${EAR_KINDS[i]} is ended`, () => ear.ended() !== null)
    expect([EAR_KINDS[i], ear.heard.filter((name) => name.includes(hers.body._id))]).toEqual([EAR_KINDS[i], []])
  }
  for (const screen of screens) {
    await until('it shows the last price', () => screen.data<Product>(`product:${inHand._id}`)?.version === last.version)
    const revs = screen.applied.filter(({ entity }) => entity === `product:${inHand._id}`).map(({ rev }) => rev)
    expect(revs).toEqual(Array.from({ length: last.version - inHand.version }, (_, i) => inHand.version + 1 + i))
    expect([screen.store.link.at, screen.resets]).toEqual(['live', []])
    screen.socket.disconnect()
  }
})
