import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AdminOrder, Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { connectEmbedded } from '../support/embedded-sql.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { startShop } from '../support/shop-process.ts'
import { fillDisk, mountSmallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
const MEGABYTES = 256
const STOCK = 100

test('[F14] on a full disk orders are refused and the shop is still to be seen; with room again it sells on by itself, and has what it acknowledged', {
  timeout: 240_000,
}, async ({ skip }) => {
  const disk = mountSmallDisk(MEGABYTES)
  if (disk === null) return skip('a disk that may be filled needs root, and the right to mount one')
  try {
    const dataDir = join(disk.path, 'data')
    await using shop = await startShop({
      dataDir,
      env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password, LOG_LEVEL: 'silent' },
    })
    const { token } = (await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: owner })).body
    const cake = await call<Product>(shop.url, 'POST', '/api/products', {
      token,
      body: { name: 'Truffle', category: 'Cakes', basePrice: 450, stock: STOCK },
    })
    await using screen = await openScreen(shop.url, token)
    await screen.untilLive()
    const taken = new Set<string>()
    const take = async (key: string) => {
      const body = { items: [{ productId: cake.body._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' }
      const headers = { 'idempotency-key': key }
      const answer = await call<Order & { code: string }>(shop.url, 'POST', '/api/orders', { token, headers, body })
      if (answer.status === 201) taken.add(answer.body._id)
      return answer
    }
    const sellsOn = (key: string) => until('it sells on', async () => (await take(key)).status === 201, 60_000)
    await sellsOn('with room')

    const ballast = fillDisk(disk.path)
    let wishes = 0
    const refused = await until('an order finds no room', async () => {
      const answer = await take(`wish ${++wishes}`)
      return answer.status === 201 ? null : answer
    })
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([503, 'server.busy', '1'])
    expect((await call<Product[]>(shop.url, 'GET', '/api/products')).body[0]?.stock).toBe(STOCK - taken.size)
    expect(screen.store.link.at).toBe('live')
    rmSync(ballast)
    await sellsOn(`wish ${wishes}`)

    // And without room for its log PostgreSQL ends, and comes back when there is some.
    const more = fillDisk(disk.path)
    await exhaustLog(dataDir)
    await until('the shop says so', async () => (await call(shop.url, 'GET', '/api/health/ready')).status === 503)
    expect((await take('no log')).status).toBe(503)
    rmSync(more)
    await sellsOn('no log')

    const { body: orders } = await call<AdminOrder[]>(shop.url, 'GET', '/api/orders/admin/all?limit=100', { token })
    expect(orders.map(({ _id }) => _id).sort()).toEqual([...taken].sort())
    expect((await call<Product[]>(shop.url, 'GET', '/api/products')).body[0]?.stock).toBe(STOCK - taken.size)
    await until('the screen has heard of each', () => [...taken].every((id) => screen.data(`order:${id}`)))
    expect(screen.resets).toEqual([])
  } finally {
    disk.close()
  }
})

async function exhaustLog(dataDir: string): Promise<void> {
  await using client = await connectEmbedded(dataDir)
  const fill = async () => {
    for (;;) await client.query(`select pg_switch_wal(), pg_logical_emit_message(true, 'ballast', '')`)
  }
  await expect(fill()).rejects.toThrow()
}
