import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CurrentHold, Hold } from '../../src/contract/delivery.ts'
import type { Notification } from '../../src/contract/notification.ts'
import type { Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { type DemoUser, demoUsers } from '../../src/dev/demo/people.ts'
import { hashToken } from '../../src/server/accounts/session-token.ts'
import { type Clock, openClock } from '../chaos/clock.ts'
import { EAR_KINDS, listen } from '../support/ears.ts'
import { connectEmbedded } from '../support/embedded-sql.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { type ShopProcess, startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const DAY = 86_400_000

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let clock: Clock
let shop: ShopProcess
let customer: string
let owner: string
let cake: Product

beforeAll(async () => {
  folder = await temporaryFolder()
  dataDir = join(folder.path, 'data')
  clock = await openClock()
  const NODE_OPTIONS = `--import ${new URL('../chaos/skewed-clock.mjs', import.meta.url).href}`
  shop = await startShop({ dataDir, env: { DEMO: '1', NODE_OPTIONS, SKEW_FILE: clock.file, LOG_LEVEL: 'error' } })
  customer = await signIn('customer')
  owner = await signIn('owner')
  const products = (await call<Product[]>(shop.url, 'GET', '/api/products')).body
  cake = products.find(({ stock }) => stock === null) ?? expect.fail('nothing is made to order')
}, 180_000)
beforeEach(() => jumpTo(0))
afterAll(async () => {
  await shop?.end()
  await clock?.[Symbol.asyncDispose]()
  await folder?.[Symbol.asyncDispose]()
})

async function signIn(role: DemoUser['role']): Promise<string> {
  const { email, password } = demoUsers.find((each) => each.role === role) ?? expect.fail(`no ${role}`)
  return (await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: { email, password } })).body.token
}

/** Whoever keeps nothing is told the server's own time. */
const clockOfServer = async () => Date.parse((await call<CurrentHold>(shop.url, 'GET', '/api/holds/current')).body.now) - Date.now()

async function jumpTo(ahead: number): Promise<void> {
  await clock.jump(ahead)
  await until('the clock has jumped', async () => Math.abs((await clockOfServer()) - ahead) < 60_000)
}

const order = async (more: object = {}) => {
  const body = {
    items: [{ productId: cake._id, quantity: 1 }],
    shippingAddress: '14, 3rd Cross, Indiranagar',
    phone: '+910000000101',
    ...more,
  }
  const answer = await call<Order>(shop.url, 'POST', '/api/orders', { body, token: customer })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}
const isOfToday = (time: string) => expect(Math.abs(Date.parse(time) - Date.now()), time).toBeLessThan(10 * 60_000)
const patch = (id: string, body: object) => call<Product>(shop.url, 'PATCH', `/api/products/${id}`, { token: owner, body })

test('[D25] [F011] whatever the clock of a server says, orders have the time of the database and stand in the order in which they came', async () => {
  await using screen = await openScreen(shop.url)
  await screen.untilLive()
  const placed: Order[] = []
  for (const ahead of [0, 2 * DAY, -2 * DAY]) {
    await jumpTo(ahead)
    placed.push(await order())
  }
  const times = placed.map(({ createdAt }) => Date.parse(createdAt))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  for (const { createdAt } of placed) isOfToday(createdAt)
  const { body: own } = await call<Order[]>(shop.url, 'GET', '/api/orders?limit=3', { token: customer })
  expect(own.map(({ _id }) => _id)).toEqual(placed.map(({ _id }) => _id).reverse())
  expect(screen.store.link.at).toBe('live')
})

test('[D25] [F32] what is kept for a buyer is kept as long as was said, and no notification is dated wrong', async () => {
  const body = { items: [{ productId: cake._id, quantity: 1 }] }
  const kept = await call<Hold>(shop.url, 'POST', '/api/holds', { token: customer, body })
  expect(kept.status, kept.text).toBe(201)
  const soldOut = await call<Product>(shop.url, 'POST', '/api/products', {
    token: owner,
    body: { name: 'Rasmalai', category: 'Cakes', basePrice: 450, stock: 0 },
  })
  await call(shop.url, 'PUT', `/api/products/${soldOut.body._id}/stock-alert`, { token: customer })
  await jumpTo(2 * DAY)
  isOfToday((await call<CurrentHold>(shop.url, 'GET', '/api/holds/current', { token: customer })).body.now)
  expect((await patch(soldOut.body._id, { stock: 3 })).status).toBe(200)
  await jumpTo(-2 * DAY)
  await order({ holdId: kept.body._id })
  const { body: notices } = await call<Notification[]>(shop.url, 'GET', '/api/notifications?limit=3', { token: customer })
  expect(notices.some(({ message }) => message.startsWith('Rasmalai is back'))).toBe(true)
  for (const { createdAt } of notices) isOfToday(createdAt)
})

test('[D25] a cake that is planned for later is not on the shelf before, though the server thinks that it is later already', async () => {
  const plan = async (name: string) => {
    const publishAt = new Date(Date.now() + DAY).toISOString()
    const body = { name, category: 'Cakes', basePrice: 450, publishAt }
    return (await call<Product>(shop.url, 'POST', '/api/products', { token: owner, body })).body
  }
  const [due, later] = [await plan('Due'), await plan('Later')]
  await using screen = await openScreen(shop.url)
  await screen.untilLive()
  await jumpTo(2 * DAY)
  await using sql = await connectEmbedded(dataDir)
  await sql.query('update products set publish_at = now() where id = $1', [due._id])
  await until('what is due is there', () => screen.data(`product:${due._id}`))
  expect(screen.data(`product:${later._id}`)).toBeUndefined()
})

test('[F51] [D25] sessions end when they end, also for what is open: not sooner, and not later, when the clock is set', async () => {
  await using sql = await connectEmbedded(dataDir)
  const short = await signIn('customer')
  // Who asks again and again would ask too often.
  const kinds = EAR_KINDS.filter((kind) => kind !== 'requests')
  const staying = await Promise.all(kinds.map((kind) => listen(kind, shop.url, owner)))
  await sql.query(`update sessions set expires_at = now() + interval '4 seconds' where token_hash = $1`, [hashToken(short)])
  const ending = await Promise.all(kinds.map((kind) => listen(kind, shop.url, short)))
  await jumpTo(-2 * DAY)
  for (const [i, ear] of ending.entries()) await until(`${kinds[i]} is ended`, () => ear.ended() !== null)
  await jumpTo(400 * DAY)
  const changed = await patch(cake._id, { basePrice: cake.basePrice + 10 })
  for (const [i, ear] of staying.entries()) {
    await until(`${kinds[i]} hears on`, () => ear.heard.some((name) => name.includes(changed.body._id)))
    expect([kinds[i], ear.ended()]).toEqual([kinds[i], null])
    ear.close()
  }
})
