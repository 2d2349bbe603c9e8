import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../support/boot.ts'

let shop: TestShop
let manager: Person

beforeAll(async () => {
  shop = await boot()
  manager = await shop.person('Leela', 'manager')
})
afterAll(() => shop[Symbol.asyncDispose]())

const polluted = () => ({}) as Record<string, unknown>

const BODIES = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"name":"x","__proto__":{"isAdmin":true}}',
  '{"items":[{"__proto__":{"polluted":1}}]}',
  '{"data":{"__proto__":{"polluted":1}}}',
  '{"\\u005f_proto__":{"polluted":1}}',
]
const ROUTES = [
  ['POST', '/api/auth/register'],
  ['POST', '/api/auth/login'],
  ['POST', '/api/auth/setup'],
  ['PUT', '/api/auth/me'],
  ['PATCH', `/api/accounts/${'0'.repeat(24)}`],
  ['POST', '/api/products'],
  ['PATCH', `/api/products/${'0'.repeat(24)}`],
  ['POST', '/api/cart/add'],
  ['PUT', '/api/cart/update'],
  ['POST', '/api/orders'],
  ['PATCH', `/api/orders/${'0'.repeat(24)}/status`],
  ['POST', '/api/notifications/read'],
] as const

test.each(ROUTES)('[F68] no body reaches the prototypes through %s %s', async (method, path) => {
  const owner = await shop.person('Meera', 'owner')
  for (const raw of BODIES) {
    const answer = await shop.call(method, path, { as: owner, raw })
    expect(answer.status, raw).toBe(400)
  }
  expect(polluted().polluted).toBeUndefined()
  expect(polluted().isAdmin).toBeUndefined()
})

test('[F68] no query does either', async () => {
  for (const query of ['__proto__[polluted]=1', '__proto__.polluted=1', 'constructor[prototype][polluted]=1', '__proto__=polluted']) {
    for (const path of ['/api/products', '/api/orders', '/api/orders/admin/all', '/api/notifications', '/api/admin/products']) {
      expect((await shop.call('GET', `${path}?${query}`, { as: manager })).status, `${path}?${query}`).toBe(400)
    }
  }
  expect(polluted().polluted).toBeUndefined()
})

test('[F68] nor does what a socket says of itself, or sends', async () => {
  const evil = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"token":"x"}') as object
  const refused = io(shop.url, { forceNew: true, transports: ['websocket'], auth: evil, reconnection: false })
  const { data } = await new Promise<Error & { data?: { code: string } }>((resolve) => refused.once('connect_error', resolve))
  expect(data?.code).toMatch(/^(auth\.wrong-credentials|request\.invalid)$/)
  refused.disconnect()

  const { socket } = await shop.classic(manager)
  const denied = new Promise((resolve) => socket.once('access_denied', resolve))
  socket.emit('user_role', evil, evil)
  expect(await denied).toEqual({ code: 'access.denied' })
  expect(polluted().polluted).toBeUndefined()
})
