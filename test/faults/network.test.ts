import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { randomFrom } from '../../src/domain/random.ts'
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

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

test(`[F09] lines that clog one by one, break in the middle of whatever comes and clear in another order leave every screen with everything, once (seed ${SEED})`, async () => {
  await using shop = await boot()
  const owner = await shop.person('Meera', 'owner')
  const product = await shop.product()
  const roll = randomFrom(SEED)
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, at: roll() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item)
  const lines = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const network = await openTcpProxy(Number(new URL(shop.url).port))
      const screen = await openScreen(`http://127.0.0.1:${network.port}`, undefined, [i < 6 ? 'websocket' : 'polling'])
      await screen.untilLive()
      return { network, screen }
    }),
  )
  let last = product
  const reprice = async () => {
    const body = { basePrice: last.basePrice + 1 }
    last = (await shop.call<Product>('PATCH', `/api/products/${product._id}`, { as: owner, body })).body
  }
  for (let round = 0; round < 3; round++) {
    for (const { network } of shuffled(lines)) {
      if (roll() < 0.3) network.resetAfter(1 + Math.floor(roll() * 2000))
      else network.hold()
      await reprice()
    }
    for (const { network } of shuffled(lines)) {
      network.heal()
      await reprice()
    }
  }
  for (const { network } of lines) network.reset()
  await reprice()
  const revs = Array.from({ length: last.version - product.version }, (_, i) => product.version + 1 + i)
  for (const { screen, network } of lines) {
    await until('it is current', () => screen.data<Product>(`product:${product._id}`)?.version === last.version)
    expect([SEED, screen.applied.map(({ rev }) => rev), screen.resets]).toEqual([SEED, revs, []])
    screen.socket.disconnect()
    await network[Symbol.asyncDispose]()
  }
})
