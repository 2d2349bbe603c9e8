import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CurrentHold } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { openClock } from '../chaos/clock.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const DAY = 86_400_000

test('[D25] [F11] whatever the clock of a server says, orders have the time of the database and stand in the order in which they came', {
  timeout: 180_000,
}, async () => {
  await using folder = await temporaryFolder()
  await using clock = await openClock()
  const NODE_OPTIONS = `--import ${new URL('../chaos/skewed-clock.mjs', import.meta.url).href}`
  await using shop = await startShop({
    dataDir: join(folder.path, 'data'),
    env: { DEMO: '1', NODE_OPTIONS, SKEW_FILE: clock.file, LOG_LEVEL: 'error' },
  })
  const { body: products } = await call<Product[]>(shop.url, 'GET', '/api/products')
  const cake = products.find(({ stock }) => stock === null)
  const { email, password } = demoUsers.find(({ role }) => role === 'customer') ?? { email: '', password: '' }
  const { body: signedIn } = await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: { email, password } })
  const { token } = signedIn
  await using screen = await openScreen(shop.url)
  await screen.untilLive()
  const order = async () => {
    const body = { items: [{ productId: cake?._id, quantity: 1 }], shippingAddress: '14, 3rd Cross, Indiranagar', phone: '+910000000101' }
    const answer = await call<Order>(shop.url, 'POST', '/api/orders', { body, token })
    expect(answer.status).toBe(201)
    return answer.body
  }
  const clockOfServer = async () => Date.parse((await call<CurrentHold>(shop.url, 'GET', '/api/holds/current')).body.now) - Date.now()
  const placed: Order[] = []
  for (const ahead of [0, 2 * DAY, -2 * DAY]) {
    await clock.jump(ahead)
    await until('the clock has jumped', async () => Math.abs((await clockOfServer()) - ahead) < 60_000)
    placed.push(await order())
  }
  const times = placed.map(({ createdAt }) => Date.parse(createdAt))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  for (const time of times) expect(Math.abs(time - Date.now())).toBeLessThan(10 * 60_000)
  const { body: own } = await call<Order[]>(shop.url, 'GET', '/api/orders?limit=3', { token })
  expect(own.map(({ _id }) => _id)).toEqual(placed.map(({ _id }) => _id).reverse())
  expect(screen.store.link.at).toBe('live')
})
