import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { boot, type TestShop } from '../support/boot.ts'
import { openScreen } from '../support/screen.ts'
import { openTcpProxy, type Way } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'

const KINDS: readonly (readonly Way[])[] = [['back'], ['there'], ['there', 'back']]
const ROUNDS = Number(process.env.ROUNDS ?? 6)
/** Milliseconds after which either side must know: their sum. Stated in docs/reliability.md. */
const HEARTBEAT = 25_000

type Engine = { opts: { pingInterval: number; pingTimeout: number }; clientsCount: number }
const engineOf = (shop: TestShop) => shop.app.live.io.engine as unknown as Engine

test('[F07] half-open lines, deaf on one side or on both, are noticed by screen and shop, and the screens go on without a gap or a duplicate', async () => {
  await using shop = await boot()
  const engine = engineOf(shop)
  expect(engine.opts.pingInterval + engine.opts.pingTimeout).toBeLessThanOrEqual(HEARTBEAT)
  // As the shop's own, only sooner.
  Object.assign(engine.opts, { pingInterval: 200, pingTimeout: 300 })
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  await using network = await openTcpProxy(Number(new URL(shop.url).port))
  const dial = (transport: 'websocket' | 'polling') => openScreen(`http://127.0.0.1:${network.port}`, undefined, [transport])
  const lines = await Promise.all(Array.from({ length: 9 }, () => dial('websocket')))
  const polls = await Promise.all(Array.from({ length: 3 }, () => dial('polling')))
  const screens = [...lines, ...polls]
  for (const screen of screens) await screen.untilLive()
  const lost = new Set<(typeof screens)[number]>()
  for (const screen of lines) screen.socket.on('disconnect', () => lost.add(screen))

  let last = product
  const reprice = async () => {
    const changed = await shop.call<Product>('PATCH', `/api/products/${product._id}`, {
      as: owner,
      body: { basePrice: last.basePrice + 1 },
    })
    expect(changed.status, changed.text).toBe(200)
    last = changed.body
  }
  for (let round = 0; round < ROUNDS; round++) {
    lost.clear()
    network.swallow(KINDS[round % KINDS.length] ?? [])
    await reprice()
    await reprice()
    await until('every line is known to be lost', () => lost.size === lines.length)
    await reprice()
    await until('all show the last price', () =>
      screens.every((screen) => screen.data<Product>(`product:${product._id}`)?.version === last.version),
    )
    await until('and are live', () => screens.every(({ store }) => store.link.at === 'live'))
  }
  await until('the shop keeps none that is gone', () => engine.clientsCount === screens.length)
  const all = Array.from({ length: last.version - product.version }, (_, i) => product.version + 1 + i)
  for (const screen of screens) {
    expect(screen.applied.map(({ rev }) => rev)).toEqual(all)
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
  process.stdout.write(`FAULT F07 tried=${ROUNDS * lines.length} gap=0 dup=0\n`)
})
