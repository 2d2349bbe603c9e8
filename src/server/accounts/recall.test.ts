import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { call } from '../../../test/support/http.ts'
import { secondNode } from '../../../test/support/second-node.ts'
import type { Cart } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let owner: Person
let cake: Product
let second: Awaited<ReturnType<typeof secondNode>>

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
  cake = await shop.product()
  second = await secondNode(shop)
})
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await shop[Symbol.asyncDispose]()
})

const TO = { shippingAddress: '14, 3rd Cross, Indiranagar, Bengaluru', phone: '+919900000000' }
const nodes = () => [shop.url, second.url]
const add = (url: string, { token }: Person) =>
  call<Cart>(url, 'POST', '/api/cart/add', { token, body: { productId: cake._id, quantity: 1 } })
const read = (url: string, { token }: Person) => call<Cart>(url, 'GET', '/api/cart', { token })
const order = (url: string, { token }: Person) =>
  call(url, 'POST', '/api/orders', { token, body: { items: [{ productId: cake._id, quantity: 1 }], ...TO } })

const endings: Record<string, (person: Person) => Promise<{ status: number }>> = {
  'signed out': (person) => shop.call('POST', '/api/auth/logout', { as: person }),
  'was banned': (person) => shop.call('PATCH', `/api/accounts/${person.id}`, { as: owner, body: { banned: true } }),
  'has a new password': (person) =>
    shop.call('PUT', '/api/auth/password', { as: person, body: { current: person.password, password: 'quite another one' } }),
}

test.each(Object.entries(endings))('[A07] [F10] who %s does nothing more, on any node, however lately it was known', async (_, end) => {
  const asha = await shop.person('Asha')
  for (const url of nodes()) {
    expect((await add(url, asha)).status).toBe(200)
    expect((await read(url, asha)).body.items).toHaveLength(1)
  }
  const count = async () => shop.sql('select (select count(*) from orders) as orders, (select sum(quantity) from cart_items) as pieces')
  const before = await count()
  expect((await end(asha)).status).toBeLessThan(300)
  for (const url of nodes().reverse())
    for (const deed of [read, add, order]) expect(await deed(url, asha)).toMatchObject({ status: 401, body: { code: 'auth.expired' } })
  expect(await count()).toEqual(before)
})

test("somebody else's sign-out is nobody's loss", async () => {
  const [asha, ravi] = await Promise.all([shop.person('Asha'), shop.person('Ravi')])
  for (const url of nodes()) await add(url, asha)
  await shop.call('POST', '/api/auth/logout', { as: ravi })
  for (const url of nodes()) expect((await add(url, asha)).status).toBe(200)
  expect((await read(second.url, asha)).body.items[0]?.quantity).toBe(4)
})

test('[F10] what a session does while it is ended is done before its end in the feed, or not at all', async () => {
  for (let round = 0; round < 20; round++) {
    const asha = await shop.person('Asha')
    await add(second.url, asha)
    const deeds = Array.from({ length: 6 }, () => add(second.url, asha))
    const ended = shop.call('POST', '/api/auth/logout', { as: asha })
    const answers = await Promise.all(deeds)
    await ended
    const [told] = await shop.sql<{ end: number; last: number; told: number }>(
      `select (select seq::int from feed.entry where aud = 'control' and body like '%' || $1 || '%') as end,
              max(seq)::int as last, count(*)::int as told from feed.entry where aud = 'user:' || $1 and type = 'cart_updated'`,
      [asha.id],
    )
    expect(told?.last).toBeLessThan(told?.end ?? 0)
    expect(told?.told).toBe(1 + answers.filter(({ status }) => status === 200).length)
  }
})
