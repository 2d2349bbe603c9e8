import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AdminOrder, Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { call } from '../support/http.ts'
import { type ShopProcess, startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
const env = { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password }
const STOCK = 10_000

/** Buyers who keep ordering, each order under a key of its own, until told to stop. */
async function openFor(dataDir: string) {
  const first = await startShop({ dataDir, env })
  const signIn = async () => (await call<{ token: string }>(first.url, 'POST', '/api/auth/login', { body: owner })).body.token
  const token = await signIn()
  const body = { name: 'Truffle', category: 'Cakes', basePrice: 450, stock: STOCK }
  const cake = (await call<Product>(first.url, 'POST', '/api/products', { token, body })).body
  const buyers = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const body = { name: `Buyer ${'abcd'[i]}`, email: `buyer${i}@shop.test`, password: 'likes cake too' }
      return (await call<{ token: string }>(first.url, 'POST', '/api/auth/register', { body })).body.token
    }),
  )
  return { first, token, cake, buyers }
}

type Wish = { key: string; token: string; answered: string | null }

const send = (url: string, cake: Product, { key, token }: Wish) =>
  call<Order>(url, 'POST', '/api/orders', {
    token,
    headers: { 'idempotency-key': key },
    body: { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345' },
  })

/** Every buyer orders again and again; ends when the shop no longer answers. */
async function orderUntilItEnds(shop: ShopProcess, cake: Product, buyers: readonly string[], wishes: Wish[]): Promise<void> {
  await Promise.all(
    buyers.map(async (token) => {
      for (let open = true; open; ) {
        const wish: Wish = { key: randomUUID(), token, answered: null }
        wishes.push(wish)
        const answer = await send(shop.url, cake, wish).catch(() => null)
        if (answer?.status === 201) wish.answered = answer.body._id
        else open = false
      }
    }),
  )
}

async function allOrders(url: string, token: string): Promise<string[]> {
  const ids: string[] = []
  for (let next: string | undefined = '/api/orders/admin/all?limit=100'; next !== undefined; ) {
    const page: Awaited<ReturnType<typeof call<AdminOrder[]>>> = await call<AdminOrder[]>(url, 'GET', next, { token })
    ids.push(...page.body.map(({ _id }) => _id))
    next = /^<(.*)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1]
  }
  return ids
}

type Feed = { entries: [audience: string, n: number, chain: string, change: { type: string; data: { _id: string } }][] }

/** The orders that the feed told staff of since `cursor`. */
async function ordersTold(url: string, token: string, cursor: string): Promise<string[]> {
  const { body } = await call<Feed>(url, 'GET', `/api/feed?cursor=${encodeURIComponent(cursor)}`, { token })
  return body.entries.flatMap(([audience, , , { type, data }]) => (audience === 'admin' && type === 'order_created' ? [data._id] : []))
}

const stockLeft = async (url: string, { _id }: Product) => (await call<Product>(url, 'GET', `/api/products/${_id}`)).body.stock

test('[F01] [B01] [F34] a shop that is killed while it takes orders has every order that it acknowledged, once, and has told of each; repeating the others makes no second one', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const { first, token, cake, buyers } = await openFor(dataDir)
  const { cursor } = (await call<{ cursor: string }>(first.url, 'GET', '/api/feed', { token })).body
  const wishes: Wish[] = []
  let shop = first
  for (let kill = 1; kill <= 3; kill++) {
    const before = wishes.length
    const orders = orderUntilItEnds(shop, cake, buyers, wishes)
    await until('some orders are in', () => wishes.length >= before + 20 + Math.floor(Math.random() * 20), 60_000)
    await shop.end('SIGKILL')
    await orders
    shop = await startShop({ dataDir, env })
  }
  await using last = shop
  for (const wish of wishes) {
    const again = await send(last.url, cake, wish)
    expect(again.status, again.text).toBe(201)
    if (wish.answered !== null) expect(again.body._id).toBe(wish.answered)
    wish.answered = again.body._id
  }
  const ids = await allOrders(last.url, token)
  expect(ids.slice().sort()).toEqual(wishes.map(({ answered }) => answered).sort())
  expect(await stockLeft(last.url, cake)).toBe(STOCK - wishes.length)
  expect((await ordersTold(last.url, token, cursor)).sort()).toEqual(ids.sort())
}, 240_000)

test('[D27] a shop that is told to stop while it takes orders answers what it has begun, and begins nothing more', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const { first, token, cake, buyers } = await openFor(dataDir)
  const wishes: Wish[] = []
  const orders = orderUntilItEnds(first, cake, buyers, wishes)
  await until('some orders are in', () => wishes.length >= 30, 60_000)
  const ending = await first.end('SIGTERM')
  expect(ending).toEqual({ code: 0, signal: null })
  await orders
  await using again = await startShop({ dataDir, env })
  const answered = wishes.flatMap(({ answered }) => answered ?? [])
  expect((await allOrders(again.url, token)).sort()).toEqual(answered.sort())
  expect(await stockLeft(again.url, cake)).toBe(STOCK - answered.length)
}, 240_000)
