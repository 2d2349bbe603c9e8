import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CompiledQuery } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { SlotGrid } from '../src/contract/delivery.ts'
import { Notification } from '../src/contract/notification.ts'
import { AdminOrder, Order, type Quote } from '../src/contract/order.ts'
import { Product } from '../src/contract/product.ts'
import { demoProducts } from '../src/dev/demo/catalogue.ts'
import { demoCoupons } from '../src/dev/demo/delivery.ts'
import { demoOrders } from '../src/dev/demo/orders.ts'
import { type DemoUser, demoUsers } from '../src/dev/demo/people.ts'
import { demoReviews } from '../src/dev/demo/reviews.ts'
import { isUntouched } from '../src/dev/load-demo.sql.ts'
import { loadDemo } from '../src/dev/load-demo.ts'
import { ORDER_STATUSES } from '../src/domain/order-status.ts'
import { WIRE_ROLE } from '../src/domain/role.ts'
import { readConfig } from '../src/server/config.ts'
import { type Connection, type Database, openDatabase } from '../src/server/db/database.ts'
import { type Shop, startShop } from '../src/server/start-shop.ts'
import { whatIsWrong } from './support/delivery.ts'
import { type Answer, call } from './support/http.ts'
import { type TestDatabase, testDatabase } from './support/postgres.ts'

type Change = { entity: string; rev: number; gone?: true; data: unknown }

let database: TestDatabase
let dataDir: string
let shop: Shop
let other: Shop

beforeAll(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'cakewire-demo-'))
  const start = () => startShop(configFor(database.connection), () => undefined, pino({ level: 'silent' }))
  const both = await Promise.all([start(), start()])
  shop = both[0]
  other = both[1]
})

afterAll(async () => {
  await shop?.close()
  await other?.close()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

function configFor(connection: Connection) {
  const url =
    typeof connection === 'string'
      ? connection
      : `postgres:///${connection.database}?${new URLSearchParams({ host: connection.host, port: String(connection.port), user: connection.user })}`
  return readConfig({ DATA_DIR: dataDir, DATABASE_URL: url, DEMO: '1', PORT: '0', LOG_LEVEL: 'silent' }, dataDir)
}

const get = <T>(where: string, token?: string) => call<T>(shop.url, 'GET', where, { token })

/** Everything of a list, page after page. */
async function all<T>(where: string, token?: string): Promise<T[]> {
  const items: T[] = []
  let next: string | undefined = where
  while (next !== undefined) {
    const page: Answer<T[]> = await get<T[]>(next, token)
    items.push(...page.body)
    next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link))?.[1]
  }
  return items
}

const logins = new Map<string, Promise<string>>()
function tokenOf(key: DemoUser['key']): Promise<string> {
  const login = async () => {
    const { email, password } = demoUsers.find((user) => user.key === key) ?? { email: '', password: '' }
    return (await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: { email, password } })).body.token
  }
  const token = logins.get(key) ?? login()
  logins.set(key, token)
  return token
}

/** The last state of everything that this audience was ever told of, by entity. */
async function fold(audience: string): Promise<Map<string, Change>> {
  const { db } = shop.deps
  const entries = await db.read.selectFrom('feed.entry').select('body').where('aud', '=', audience).orderBy('n').execute()
  const states = new Map<string, Change>()
  for (const { body } of entries) {
    const change = JSON.parse(String(body)) as Change
    if (change.rev > (states.get(change.entity)?.rev ?? 0)) states.set(change.entity, change)
  }
  return states
}

const statesOf = (folded: Map<string, Change>, kind: string) =>
  [...folded.values()].filter(({ entity, gone }) => entity.startsWith(`${kind}:`) && gone !== true).map(({ data }) => data)
const byId = (items: readonly unknown[]) => new Map((items as { _id: string }[]).map((item) => [item._id, item]))

describe('a first start with the demo bakery, of two nodes at once', () => {
  test('[D09] has zones, slots, coupons and tax, and every order of its last days has its slot', async () => {
    const { read } = shop.deps.db
    const grid = (await get<SlotGrid>('/api/slots?pincode=560038')).body
    expect(grid).toMatchObject({ zone: { name: 'Bengaluru', fee: 50, freeAbove: 500 } })
    expect(grid.earliest).not.toBeNull()
    expect(grid.days.some(({ closed }) => closed !== '')).toBe(true)
    const orders = await all<AdminOrder>('/api/orders/admin/all', await tokenOf('meera'))
    for (const { slot, createdAt, taxIncluded, status } of orders) {
      expect(Date.parse(slot?.dueAt ?? '')).toBeGreaterThan(Date.parse(createdAt))
      expect(taxIncluded, status).toBeGreaterThan(0)
    }
    const rows = async (text: string, values: unknown[] = []) => (await read.executeQuery(CompiledQuery.raw(text, values))).rows
    expect(await whatIsWrong(rows)).toEqual([])
    const [coupon, ...others] = demoCoupons.map(({ code }) => code)
    expect(others).toHaveLength(2)
    const [cake] = await all<Product>('/api/products')
    const body = { items: [{ productId: cake?._id, quantity: 1 }], pincode: '560038', coupon }
    const quote = await call<Quote>(shop.url, 'POST', '/api/quote', { body })
    expect(quote.body.problems).toEqual([])
    expect(quote.body.discount).toBeGreaterThan(0)
  })

  test('[B16] opens one shop under its name and prints every login', async () => {
    const told = [...shop.notices, ...other.notices].join('\n')
    expect(told).toContain('Demo logins')
    for (const { email, password } of demoUsers) expect(told).toContain(`${email}  ${password}`)
    expect(told).not.toContain('first owner')
  })

  test('shows the catalogue in its own order, each product as the contract says, with its stock and its picture', async () => {
    const products = (await all('/api/products?limit=20')).map((product) => Product.parse(product))
    expect(products.map(({ name }) => name)).toEqual(demoProducts.map(({ name }) => name))
    expect(products.map(({ stock }) => stock)).toEqual(demoProducts.map(({ stock }) => stock))
    for (const product of products) {
      const reviews = demoReviews.filter((review) => `/media/demo/${review.product}-640.webp` === product.image)
      expect(product.reviewCount, product.name).toBe(reviews.length)
      const picture = await get(product.image)
      expect([picture.status, picture.headers['content-type']], product.name).toEqual([200, 'image/webp'])
    }
  }, 60_000)

  test.each(demoUsers)('lets $name sign in', async ({ email, password, role, name, phone }) => {
    const { status, body } = await call<{ user: object }>(shop.url, 'POST', '/api/auth/login', { body: { email, password } })
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ name, email, phone, role: WIRE_ROLE[role] })
  })

  test('has its orders in every status, newest first, with the times at which they came there', async () => {
    const orders = (await all('/api/orders/admin/all?limit=5', await tokenOf('leela'))).map((order) => AdminOrder.parse(order))
    const wanted = [...demoOrders].sort((a, b) => (a.steps[0]?.minutesAgo ?? 0) - (b.steps[0]?.minutesAgo ?? 0))
    expect(orders.map(({ status }) => status)).toEqual(wanted.map(({ steps }) => steps.at(-1)?.status))
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(ORDER_STATUSES))
    const [newest] = orders
    for (const [i, { steps }] of wanted.entries()) {
      const since = orders[i]?.history.map(({ at }) => (Date.parse(String(newest?.createdAt)) - Date.parse(at)) / 60_000)
      expect(since).toEqual(steps.map(({ minutesAgo }) => minutesAgo - (wanted[0]?.steps[0]?.minutesAgo ?? 0)))
      expect(orders[i]?.createdAt).toBe(orders[i]?.history[0]?.at)
      expect(orders[i]?.updatedAt).toBe(orders[i]?.history.at(-1)?.at)
    }
  })

  test('has an order by UPI that waits for its money, and one that has it', async () => {
    const orders = (await all('/api/orders/admin/all?limit=50', await tokenOf('leela'))).map((order) => AdminOrder.parse(order))
    const byUpi = orders.filter(({ paymentMethod }) => paymentMethod === 'upi')
    expect(byUpi.map(({ status, paymentState }) => `${status} ${paymentState}`)).toEqual(['pending pending', 'processing paid'])
    expect(byUpi[0]?.payLink).toContain('pa=cakewire@example&')
    expect(byUpi[1]?.payments).toMatchObject([{ kind: 'taken', method: 'upi', by: expect.stringContaining('Leela') }])
  })

  test('leaves to read only what is new', async () => {
    const told = z.array(Notification).parse(await all('/api/notifications', await tokenOf('meera')))
    // Of one that waits for its money the counter hears nothing yet.
    const waiting = demoOrders.filter(({ paymentMethod, paid }) => paymentMethod === 'upi' && paid === undefined)
    expect([told.length, waiting.length]).toEqual([demoOrders.length - 1, 1])
    expect(told.some(({ read }) => read)).toBe(true)
    expect(told[0]?.read).toBe(false)
    const unread = told.filter(({ read }) => !read)
    expect(told.slice(0, unread.length)).toEqual(unread)
  })

  test('is loaded once: the next start opens the same shop', async () => {
    const before = (await get<object[]>('/api/products?limit=100')).body
    const again = await startShop(configFor(database.connection), () => undefined, pino({ level: 'silent' }))
    expect((await call(again.url, 'GET', '/api/products?limit=100')).body).toEqual(before)
    expect(again.notices).toEqual([])
    await again.close()
  })
})

describe('[I6] folding what the demo told gives its tables', () => {
  test('to the public: the catalogue', async () => {
    expect(byId(statesOf(await fold('public'), 'product'))).toEqual(byId(await all('/api/products?limit=20')))
  })

  test('to staff: the orders with their buyers, and what the staff were told', async () => {
    const admin = await fold('admin')
    const token = await tokenOf('meera')
    expect(byId(statesOf(admin, 'order'))).toEqual(byId(await all('/api/orders/admin/all', token)))
    const own = await fold(`user:${(await get<{ _id: string }>('/api/auth/me', token)).body._id}`)
    const heard = [...statesOf(admin, 'notification'), ...statesOf(own, 'notification')]
    expect(byId(heard)).toEqual(byId(await all('/api/notifications', token)))
  })

  test.each(['asha', 'ravi'] as const)('to %s: own orders and notifications', async (key) => {
    const token = await tokenOf(key)
    const own = await fold(`user:${(await get<{ _id: string }>('/api/auth/me', token)).body._id}`)
    const orders = z.array(Order).parse(await all('/api/orders', token))
    expect(orders).toHaveLength(demoOrders.filter(({ customer }) => customer === key).length)
    expect(byId(statesOf(own, 'order'))).toEqual(byId(orders))
    expect(byId(statesOf(own, 'notification'))).toEqual(byId(await all('/api/notifications', token)))
  })
})

test('a start that was cut off in the middle leaves an untouched shop, and the next one loads all of it', async () => {
  await using other = await testDatabase()
  const db = openDatabase(other.connection, () => undefined)
  try {
    const { config, log } = shop.deps
    const cutOff: Database = {
      ...db,
      transaction: (work) =>
        db.transaction(async (tx) => {
          await work(tx)
          throw new Error('the power went')
        }),
    }
    await expect(loadDemo({ db: cutOff, log, config, now: () => new Date() }, () => undefined)).rejects.toThrow('the power went')
    expect(await isUntouched(db.read)).toBe(true)
    await loadDemo({ db, log, config, now: () => new Date() }, () => undefined)
    expect(await isUntouched(db.read)).toBe(false)
    const { total } = await db.read
      .selectFrom('products')
      .select((count) => count.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    expect(total).toBe(demoProducts.length)
  } finally {
    await db.close()
  }
})
