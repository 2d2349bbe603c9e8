import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  allOrders,
  openSale,
  openShop,
  ordersTold,
  orderUntilItEnds,
  placesOf,
  repeatAll,
  type Sale,
  STOCK,
  stockLeft,
} from '../support/determined-buyers.ts'
import { embeddedPid } from '../support/embedded-sql.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const someMore = ({ wishes }: Sale) => {
  const enough = wishes.length + 20 + Math.floor(Math.random() * 20)
  return until('some orders are in', () => wishes.length >= enough, 60_000)
}

/** Nothing is half done; then every wish is repeated, and each is one order, told once. */
async function eachIsOneOrder(sale: Sale): Promise<void> {
  expect([...(await placesOf(sale)).values()].filter((places) => places.length !== 1)).toEqual([])
  expect(await repeatAll(sale)).toEqual([])
  expect([...(await placesOf(sale)).values()].filter((places) => places.join() !== 'order')).toEqual([])
  const ids = sale.wishes.map(({ answered }) => answered).sort()
  expect((await allOrders(sale)).map(({ _id }) => _id).sort()).toEqual(ids)
  expect(await stockLeft(sale)).toBe(STOCK - ids.length)
  expect((await ordersTold(sale)).sort()).toEqual(ids)
}

test('[F01] [B01] [D10] [F34] a shop that is killed while it takes orders has every order that it acknowledged, once, and has told of each; no cart is empty without its order; repeating the others makes no second one', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  let shop = await openShop(dataDir)
  const sale = await openSale(shop.url)
  for (let kill = 1; kill <= 3; kill++) {
    const orders = orderUntilItEnds(sale)
    await someMore(sale)
    await shop.end('SIGKILL')
    await orders
    shop = await openShop(dataDir)
    sale.url = shop.url
  }
  await using _last = shop
  await eachIsOneOrder(sale)
}, 240_000)

test('[F02] when PostgreSQL is killed under a shop that takes orders, each is answered 503 until both are back by themselves, and none is lost, doubled or half done', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await using shop = await openShop(dataDir)
  const sale = await openSale(shop.url)
  await using screen = await openScreen(shop.url, sale.owner)
  await screen.untilLive()
  for (let kill = 1; kill <= 2; kill++) {
    const orders = orderUntilItEnds(sale)
    await someMore(sale)
    process.kill(await embeddedPid(dataDir), 'SIGKILL')
    for (const answer of await orders) expect([answer?.status, answer?.headers['retry-after']]).toEqual([503, '1'])
    await until('the shop is ready again', async () => (await call(shop.url, 'GET', '/api/health/ready')).status === 200, 60_000)
  }
  await eachIsOneOrder(sale)
  await until('the screen has heard of each', () => sale.wishes.every(({ answered }) => screen.data(`order:${answered}`)))
  const heard = screen.applied.map(({ entity }) => entity).filter((entity) => entity.startsWith('order:'))
  expect(heard).toHaveLength(sale.wishes.length)
  expect(screen.resets).toEqual([])
}, 240_000)

test('[D27] a shop that is told to stop while it takes orders answers what it has begun, and begins nothing more', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const first = await openShop(dataDir)
  const sale = await openSale(first.url)
  const orders = orderUntilItEnds(sale)
  await someMore(sale)
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
  await orders
  await using again = await openShop(dataDir)
  sale.url = again.url
  const answered = sale.wishes.flatMap(({ answered }) => answered ?? [])
  expect((await allOrders(sale)).map(({ _id }) => _id).sort()).toEqual(answered.sort())
  expect(await stockLeft(sale)).toBe(STOCK - answered.length)
}, 240_000)
