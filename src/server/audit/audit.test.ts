import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { registeredRoutes } from '../../../test/support/registered-routes.ts'
import type { AuditEntry } from '../../contract/audit.ts'
import type { AdminMenu } from '../../contract/menu.ts'
import type { Order } from '../../contract/order.ts'
import { audit } from './audit.sql.ts'

type Made = { _id: string }
type Act = () => Promise<{ status: number }>
let shop: TestShop
let owner: Person
let asha: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
  asha = await shop.person('Asha')
})
afterAll(() => shop[Symbol.asyncDispose]())

const call = <T = Made>(method: string, path: string, body?: object) => shop.call<T>(method, path, { as: owner, ...(body && { body }) })
const make = async (path: string, body: object): Promise<string> => (await call('POST', path, body)).body._id
const rows = async () => (await shop.sql<{ count: string }>('select count(*) from audit'))[0]?.count
let fresh = 1
const pincode = () => String(560_000 + fresh++)
const zone = () => ({ name: 'North', pincodes: [pincode()], fee: 40 })
const slot = { mode: 'delivery', starts: '10:00', ends: '12:00', capacity: 20 }
const coupon = () => ({ code: `CAKE${fresh++}`, kind: 'percent', value: 10 })
const day = () => `2031-01-${String(fresh++ % 28 || 1).padStart(2, '0')}`
const rate = () => ({ hsn: String(100_000 + fresh++), since: '2031-01-01', rate: 5 })
const person = async (role: 'customer' | 'staff' = 'staff') => (await shop.person('Noor', role)).id

/** How each route of the counter is used so that it does something; what is prepared for it is not counted. */
const DEEDS: Record<string, () => Promise<Act> | Act> = {
  'POST /api/products': () => () => call('POST', '/api/products', { name: 'Truffle', category: 'Cakes', basePrice: 450 }),
  'PUT /api/products/:id': async () => {
    const { _id } = await shop.product()
    return () => call('PUT', `/api/products/${_id}`, { name: 'Mango', category: 'Cakes', basePrice: 500 })
  },
  'PATCH /api/products/:id': async () => {
    const { _id } = await shop.product()
    return () => call('PATCH', `/api/products/${_id}`, { basePrice: 500 })
  },
  'DELETE /api/products/:id': async () => {
    const { _id } = await shop.product()
    return () => call('DELETE', `/api/products/${_id}`)
  },
  'POST /api/products/:id/restore': async () => {
    const { _id } = await shop.product()
    await call('DELETE', `/api/products/${_id}`)
    return () => call('POST', `/api/products/${_id}/restore`)
  },
  'POST /api/admin/products/import': () => () =>
    shop.call('POST', '/api/admin/products/import', {
      as: owner,
      raw: 'name,category,basePrice\nTruffle,Cakes,450',
      headers: { 'content-type': 'text/csv' },
    }),
  'POST /api/admin/products/imports/:id/stop': async () => {
    const [running] = await shop.sql<{ id: string }>(`
      insert into imports (name, file_hash, state, total, batches) values ('cakes.csv', sha256('cakes'), 'running', 0, 1) returning id`)
    return () => call('POST', `/api/admin/products/imports/${running?.id}/stop`)
  },
  'PUT /api/admin/categories': async () => {
    const { version, categories } = (await call<AdminMenu>('GET', '/api/admin/categories')).body
    const kept = categories.map(({ _id, name }) => ({ _id, name, subcategories: [] }))
    return () => call('PUT', '/api/admin/categories', { version, categories: [...kept, { name: 'Hampers' }] })
  },
  'POST /api/accounts': () => () => call('POST', '/api/accounts', { name: 'Leela', email: `leela.${fresh++}@shop.test` }),
  'POST /api/accounts/:id/link': async () => {
    const id = await person()
    return () => call('POST', `/api/accounts/${id}/link`)
  },
  'DELETE /api/accounts/:id/link': async () => {
    const id = await person()
    await call('POST', `/api/accounts/${id}/link`)
    return () => call('DELETE', `/api/accounts/${id}/link`)
  },
  'PATCH /api/accounts/:id': async () => {
    const id = await person()
    return () => call('PATCH', `/api/accounts/${id}`, { rights: ['orders'] })
  },
  'POST /api/accounts/:id/sign-out': async () => {
    const id = await person()
    return () => call('POST', `/api/accounts/${id}/sign-out`)
  },
  'POST /api/accounts/:id/make-owner': async () => {
    const id = await person()
    return () => call('POST', `/api/accounts/${id}/make-owner`, { password: owner.password })
  },
  'PATCH /api/admin/reviews/:id': async () => {
    const { _id } = await shop.product()
    const [row] = await shop.sql<Made>(
      `insert into reviews (product_id, author, rating, state) values ($1, 'Asha', 4, 'waiting') returning id as "_id"`,
      [_id],
    )
    return () => call('PATCH', `/api/admin/reviews/${row?._id}`, { state: 'hidden', reason: 'Not about the cake' })
  },
  'PATCH /api/admin/settings': () => () => call('PATCH', '/api/admin/settings', { holdMinutes: 20 }),
  'POST /api/admin/shop-state': () => () => call('POST', '/api/admin/shop-state', { state: 'busy' }),
  'POST /api/admin/zones': () => () => call('POST', '/api/admin/zones', zone()),
  'PUT /api/admin/zones/:id': async () => {
    const id = await make('/api/admin/zones', zone())
    return () => call('PUT', `/api/admin/zones/${id}`, zone())
  },
  'DELETE /api/admin/zones/:id': async () => {
    const id = await make('/api/admin/zones', zone())
    return () => call('DELETE', `/api/admin/zones/${id}`)
  },
  'POST /api/admin/slots': () => () => call('POST', '/api/admin/slots', slot),
  'PUT /api/admin/slots/:id': async () => {
    const id = await make('/api/admin/slots', slot)
    return () => call('PUT', `/api/admin/slots/${id}`, { ...slot, capacity: 5 })
  },
  'DELETE /api/admin/slots/:id': async () => {
    const id = await make('/api/admin/slots', slot)
    return () => call('DELETE', `/api/admin/slots/${id}`)
  },
  'PUT /api/admin/slots/:id/days/:day': async () => {
    const id = await make('/api/admin/slots', slot)
    return () => call('PUT', `/api/admin/slots/${id}/days/${day()}`, { capacity: 3 })
  },
  'POST /api/admin/closed-days': () => () => call('POST', '/api/admin/closed-days', { day: day(), note: 'Holi' }),
  'DELETE /api/admin/closed-days/:day': async () => {
    const closed = day()
    await call('POST', '/api/admin/closed-days', { day: closed })
    return () => call('DELETE', `/api/admin/closed-days/${closed}`)
  },
  'POST /api/admin/tax-rates': () => () => call('POST', '/api/admin/tax-rates', rate()),
  'DELETE /api/admin/tax-rates/:hsn/:since': async () => {
    const { hsn, since } = (await call<{ hsn: string; since: string }>('POST', '/api/admin/tax-rates', rate())).body
    return () => call('DELETE', `/api/admin/tax-rates/${hsn}/${since}`)
  },
  'POST /api/admin/coupons': () => () => call('POST', '/api/admin/coupons', coupon()),
  'PUT /api/admin/coupons/:id': async () => {
    const id = await make('/api/admin/coupons', coupon())
    return () => call('PUT', `/api/admin/coupons/${id}`, coupon())
  },
  'POST /api/orders/:id/correct': async () => {
    const { _id } = await accepted()
    return () => call('POST', `/api/orders/${_id}/correct`, { reason: 'A slip of the finger' })
  },
  'PUT /api/orders/:id/done': async () => {
    const { _id } = await accepted()
    return () => call('PUT', `/api/orders/${_id}/done`, { line: 0, done: 1 })
  },
  'POST /api/orders/:id/printed': async () => {
    const { _id } = await accepted()
    return () => call('POST', `/api/orders/${_id}/printed`)
  },
  'POST /api/orders/:id/cash': async () => {
    const { _id } = await accepted()
    return () => call('POST', `/api/orders/${_id}/cash`)
  },
  'POST /api/orders/:id/payment': async () => {
    const { _id } = await placed('upi')
    return () => call('POST', `/api/orders/${_id}/payment`, { reference: 'UTR 1' })
  },
  'POST /api/orders/:id/refund': async () => {
    const { _id } = await placed('upi')
    await call('POST', `/api/orders/${_id}/payment`, {})
    return () => call('POST', `/api/orders/${_id}/refund`, { reference: 'UTR 2' })
  },
  'POST /api/admin/payment-secret': () => () => call('POST', '/api/admin/payment-secret'),
  'POST /api/orders/:id/link/renew': async () => {
    const { _id } = await placed()
    return () => call('POST', `/api/orders/${_id}/link/renew`)
  },
  'POST /api/orders/links/renew': () => () => call('POST', '/api/orders/links/renew'),
  // Everybody's, but staff move somebody else's order by it.
  'PATCH /api/orders/:id/status': async () => {
    const { _id } = await placed()
    return () => call('PATCH', `/api/orders/${_id}/status`, { status: 'processing' })
  },
}

const accepted = async () => {
  const order = await placed()
  await call('PATCH', `/api/orders/${order._id}/status`, { status: 'processing' })
  return order
}

async function placed(paymentMethod = 'cod'): Promise<Order> {
  const cake = await shop.product()
  if (paymentMethod === 'upi') await call('PATCH', '/api/admin/settings', { upiId: 'cakes.test@bank' })
  const body = { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '14, 3rd Cross', phone: '+919876543210', paymentMethod }
  return (await shop.call<Order>('POST', '/api/orders', { as: asha, body })).body
}

/** A picture is nobody's until a product names it, which is written down, and else goes away by itself. A notice of the test says nothing. */
const NO_DEEDS = ['POST /api/pictures', 'POST /api/admin/payment-notices/test']

const SOMETHING = '0'.repeat(24)
const concrete = (route: string) =>
  route
    .replace(/:day|:since/g, '2031-01-01')
    .replace(':hsn', '1905')
    .replace(/:\w+/g, SOMETHING)

test('[D19] every route that changes something and is not for customers is in the table of deeds', async () => {
  const routes = registeredRoutes(shop.app.http).filter((route) => /^(POST|PUT|PATCH|DELETE) \/api\//.test(route))
  const counters: string[] = []
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    const answer = await shop.call<{ code?: string }>(method, concrete(path), { as: asha })
    if (answer.body?.code === 'access.denied') counters.push(route)
    // The last call of the loop may have signed her out.
    if (path.startsWith('/api/auth/logout')) asha = await shop.person('Asha')
  }
  expect(counters.length).toBeGreaterThan(20)
  expect(counters.filter((route) => !(route in DEEDS) && !NO_DEEDS.includes(route))).toEqual([])
  expect(Object.keys(DEEDS).filter((route) => !routes.includes(route))).toEqual([])
})

test.each(Object.entries(DEEDS))('[D19] %s writes one line about who did it', async (_route, prepare) => {
  const act = await prepare()
  const before = Number(await rows())
  const { status } = await act()
  expect(status).toBeLessThan(300)
  expect(Number(await rows())).toBe(before + 1)
  const [newest] = await shop.sql<{ by: string; same: boolean }>(
    'select by, before is not distinct from after as same from audit order by id desc limit 1',
  )
  expect(newest?.by).toBe(owner.id)
})

test('[D19] what is refused, and what changes nothing, leaves no line', async () => {
  const { _id, version } = await shop.product()
  const before = await rows()
  expect((await call('PATCH', `/api/products/${_id}`, { basePrice: 450, version })).status).toBe(200)
  expect((await call('PATCH', `/api/products/${_id}`, { basePrice: 460, version: version + 1 })).status).toBe(409)
  expect((await call('DELETE', `/api/admin/zones/${SOMETHING}`)).status).toBe(404)
  expect(await rows()).toBe(before)
})

test('[D19] a line stands or falls with its change', async () => {
  const before = await rows()
  const failing = shop.deps.db.transaction(async (tx) => {
    audit(tx, owner.id, { action: 'zone.create', entity: 'zone:1', before: null, after: {} })
    await sql`select 1`.execute(tx)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await rows()).toBe(before)
})

test.each([
  'update audit set action = $$shop.lie$$',
  'delete from audit',
  'truncate audit',
  'alter table audit add column x int',
  'drop table audit',
])('[D19] the running shop itself may not %s', async (statement) => {
  await expect(sql.raw(statement).execute(shop.deps.db.read)).rejects.toMatchObject({ code: '42501' })
})

test('[D19] only the fields that differ are kept, and nobody’s name, e-mail or phone', async () => {
  const id = await person()
  await call('PATCH', `/api/accounts/${id}`, { rights: ['orders', 'kitchen'] })
  const list = await call<AuditEntry[]>('GET', `/api/admin/audit?entity=account:${id}`)
  expect(list.body).toMatchObject([
    { action: 'account.change', by: { name: 'Meera' }, before: { rights: [] }, after: { rights: ['orders', 'kitchen'] } },
  ])
  expect(Object.keys(list.body[0]?.after ?? {})).toEqual(['rights'])
  const all = await shop.sql<{ line: string }>('select concat(before, after) as line from audit')
  const people = await shop.sql<{ email: string }>('select email from accounts where email is not null')
  for (const { email } of people) expect(all.filter(({ line }) => line.includes(email))).toEqual([])
})

test('the owner finds lines by person, by thing, by kind and by time, and walks them page by page', async () => {
  const leela = await shop.person('Leela', 'manager')
  const { _id } = await shop.product()
  const from = new Date().toISOString()
  for (const basePrice of [501, 502, 503]) await shop.call('PATCH', `/api/products/${_id}`, { as: leela, body: { basePrice } })
  const read = async (query: string) => (await call<AuditEntry[]>('GET', `/api/admin/audit?${query}`)).body
  expect((await read(`by=${leela.id}`)).map(({ after }) => after?.basePrice)).toEqual([503, 502, 501])
  expect(await read(`by=${leela.id}&entity=order`)).toEqual([])
  expect(await read(`by=${leela.id}&entity=product`)).toHaveLength(3)
  expect(await read(`entity=product:${_id}&to=${from}`)).toHaveLength(1)
  const first = await call<AuditEntry[]>('GET', `/api/admin/audit?by=${leela.id}&limit=2`)
  const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? ''
  const second = await call<AuditEntry[]>('GET', next)
  expect([...first.body, ...second.body].map(({ after }) => after?.basePrice)).toEqual([503, 502, 501])
  expect(second.headers.link).toBeUndefined()
})

test('who is gone leaves the line without a name', async () => {
  const leela = await shop.person('Leela', 'manager')
  const { _id } = await shop.product()
  await shop.call('PATCH', `/api/products/${_id}`, { as: leela, body: { basePrice: 777 } })
  await shop.sql('delete from accounts where id = $1', [leela.id])
  const list = await call<AuditEntry[]>('GET', `/api/admin/audit?entity=product:${_id}&limit=1`)
  expect(list.body).toMatchObject([{ by: null, after: { basePrice: 777 } }])
})
