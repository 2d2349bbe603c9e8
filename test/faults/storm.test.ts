import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { boot } from '../support/boot.ts'
import { openRoad } from '../support/road.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const SCREENS = 100
const TOKEN = 'a long word for Prometheus'

test(`[F13] ${SCREENS} screens that lose their line at once and come back at once have everything, and the database is hardly asked for it`, async () => {
  await using shop = await boot({ METRICS_TOKEN: TOKEN, SOCKETS_PER_ADDRESS: '1000' })
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  await using road = await openRoad(shop.url)
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openScreen(road.url)))
  for (const screen of screens) await screen.untilLive()
  const asked = async () => {
    const { text } = await shop.call<string>('GET', '/metrics', { token: TOKEN })
    return [...text.matchAll(/^cakewire_log_reads_total\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
  }
  const before = await asked()

  road.cut()
  let last = product
  for (let i = 0; i < 30; i++) {
    const body = { basePrice: last.basePrice + 1 }
    last = (await shop.call<Product>('PATCH', `/api/products/${product._id}`, { as: owner, body })).body
  }
  await until('all are away', () => screens.every(({ store }) => store.link.at !== 'live'))
  road.mend()
  await until('all are live', () => screens.every(({ store }) => store.link.at === 'live'), 60_000)
  await until('and current', () => screens.every((screen) => screen.data<Product>(`product:${product._id}`)?.version === last.version))
  const revs = Array.from({ length: 30 }, (_, i) => product.version + 1 + i)
  for (const screen of screens) {
    expect(screen.applied.map(({ rev }) => rev)).toEqual(revs)
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
  expect((await asked()) - before).toBeLessThan(10)
})
