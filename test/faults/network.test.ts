import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { boot } from '../support/boot.ts'
import { openScreen } from '../support/screen.ts'
import { openTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'

test('[F08] [F09] a screen whose line stands still, and one whose line breaks in mid-frame, are told everything once, in order', async () => {
  await using shop = await boot()
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  await using network = await openTcpProxy(Number(new URL(shop.url).port))
  const screen = await openScreen(`http://127.0.0.1:${network.port}`)
  await screen.untilLive()
  const reprice = async (basePrice: number) => {
    const changed = await shop.call('PATCH', `/api/products/${product._id}`, { as: owner, body: { basePrice } })
    expect(changed.status).toBe(200)
  }

  network.hold()
  for (let price = 500; price < 510; price++) await reprice(price)
  expect(screen.applied).toEqual([])
  network.heal()
  await until('it has heard of all', () => screen.applied.length === 10)

  const { broken } = network
  network.resetAfter(40)
  await reprice(600)
  await until('the line broke', () => network.broken > broken)
  await reprice(601)
  await until('it has caught up', () => screen.data<Product>(`product:${product._id}`)?.basePrice === 601)
  expect(screen.applied.map(({ rev }) => rev)).toEqual(Array.from({ length: 12 }, (_, i) => product.version + 1 + i))
  expect(screen.resets).toEqual([])
  screen.socket.disconnect()
})
