import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { onServer } from '../support/postgres-server.ts'

type Refused = { code: string; requestId: string }
let shop: TestShop
let asha: Person
let owner: Person

beforeAll(async () => {
  shop = await boot()
  asha = await shop.person('Asha')
  owner = await shop.person('Meera', 'owner')
  await shop.product({ name: 'Truffle', category: 'Cakes' })
  await shop.product({ name: 'Croissant', category: 'Pastries' })
})
afterAll(() => shop[Symbol.asyncDispose]())

/** What an answer must never tell: code, files, SQL, tables, addresses of the database. */
const INSIDES =
  /\.ts\b|\.js\b|node_modules|\/work\/|\bat \w+ \(|\bselect\b.*\bfrom\b|\bconstraint\b|relation|pg_|postgres|ECONN|57P0|accounts_|stack/i

test.each([
  'category[$ne]=x',
  'search[a]=b',
  'search=a&search=b',
  'category[]=Cakes',
  'limit[$gt]=0',
  'limit=1e3',
  'limit=-1',
  'limit=101',
  'minPrice=NaN',
  'sort=price;drop table products',
  'available=yes',
  'nonsense=1',
  '__proto__[limit]=1',
  '__proto__=1',
  'constructor=1',
  'after=../../etc/passwd',
  'after=W10',
])('[C08] a list asked for by ?%s is refused, and not answered with everything', async (query) => {
  const answer = await shop.call<Refused>('GET', `/api/products?${query}`)
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'request.invalid' })
})

test('[C08][F63] a search is literal: quotes, wildcards and patterns find what they spell', async () => {
  for (const search of ["' or '1'='1", '%', '_', '\\', '(a+)+$', '.*', "'; drop table products; --", '$$', '\u0000']) {
    const answer = await shop.call<unknown[]>('GET', `/api/products?search=${encodeURIComponent(search)}`)
    if (answer.status === 200) expect(answer.body, search).toEqual([])
    else expect(answer.status, search).toBe(400)
  }
  expect((await shop.call<unknown[]>('GET', '/api/products')).body).toHaveLength(2)
})

test('[C12] a mark that no list gave, or another list, is refused and breaks none', async () => {
  const marks = ['x', '', '2026-01-01', '1e400', '-1', '9'.repeat(16), '9'.repeat(400), 'infinity', '1780000000000000'].map((value) =>
    Buffer.from(JSON.stringify([value, '0'.repeat(24)])).toString('base64url'),
  )
  const lists = [
    ...['newest', 'price', '-price', 'name', 'rating'].map((sort) => `/api/products?sort=${sort}&`),
    '/api/products?search=truffle&',
    ...['products', 'reviews', 'audit', 'payments/notices'].map((list) => `/api/admin/${list}?`),
    ...['orders', 'orders/admin/all', 'kitchen/tickets', 'notifications'].map((list) => `/api/${list}?`),
  ]
  for (const list of lists)
    for (const mark of marks) {
      const { status } = await shop.call('GET', `${list}after=${mark}`, { as: owner })
      expect([200, 400, 404], `${list} ${mark}`).toContain(status)
    }
  const { status, body } = await shop.call<Refused>('GET', `/api/admin/reviews?after=${marks[0]}`, { as: owner })
  expect([status, body.code]).toEqual([400, 'request.invalid'])
})

test('[C12] a text that is longer once it is composed is measured then', async () => {
  const long = (letters: number) => `a${'\u0344'.repeat(letters)}`
  const account = { name: long(639), email: 'long@shop.test', password: 'mango after rain' }
  const product = (await shop.call<{ _id: string }[]>('GET', '/api/products')).body[0]
  const order = {
    items: [{ productId: product?._id, quantity: 1 }],
    shippingAddress: '14, 3rd Cross',
    phone: '+919876543210',
    notes: long(3999),
  }
  for (const [path, body] of [
    ['/api/auth/register', account],
    ['/api/orders', order],
  ] as const) {
    const answer = await shop.call<Refused>('POST', path, { body })
    expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'request.invalid'])
  }
  expect((await shop.call('POST', '/api/orders', { body: { ...order, notes: long(1999) } })).status).toBe(201)
})

test.each([
  ['an id that is none', 'GET', '/api/products/1%27%20or%201=1', {}, 400],
  ['an id that nothing has', 'GET', `/api/products/${'a'.repeat(24)}`, {}, 404],
  ['an address that is none', 'GET', '/api/nothing/here', {}, 404],
  ['broken JSON', 'POST', '/api/auth/login', { raw: '{"email":' }, 400],
  ['an empty body', 'POST', '/api/auth/login', { raw: '' }, 400],
  ['a body that is no object', 'POST', '/api/auth/login', { raw: '"x"' }, 400],
  ['null', 'POST', '/api/auth/login', { raw: 'null' }, 400],
  ['a list', 'POST', '/api/orders', { raw: '[]' }, 400],
  ['JSON a thousand deep', 'POST', '/api/orders', { raw: '['.repeat(1000) + ']'.repeat(1000) }, 400],
  ['no UTF-8', 'POST', '/api/auth/login', { raw: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400],
  ['another media type', 'POST', '/api/auth/login', { raw: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
  ['more than it takes', 'POST', '/api/auth/login', { raw: ' '.repeat(300_000) }, 413],
  ['a broken escape', 'GET', '/api/products/%zz', {}, 404],
])('[C12] to %s the shop answers with a code and tells nothing of its insides', async (_what, method, path, options, status) => {
  const answer = await shop.call<Refused>(method, path, options)
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toMatch('application/problem+json')
  expect(answer.body.code).toMatch(/^[a-z]+\.[a-z-]+$/)
  expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.text).not.toMatch(INSIDES)
})

test('[C12] while the database is away requests are told to come back, and nothing of the database', async () => {
  await using other = await boot()
  const ravi = await other.person('Ravi')
  const [row] = await other.sql<{ name: string }>('select current_database() as name')
  const { server } = inject('postgres')
  await onServer(server, `alter database "${row?.name}" with allow_connections false`)
  await onServer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${row?.name}'`)
  for (const [method, path, body] of [
    ['GET', '/api/orders', undefined],
    ['GET', '/api/auth/me', undefined],
    ['POST', '/api/auth/login', { email: ravi.email, password: ravi.password }],
  ] as const) {
    const answer = await other.call<Refused>(method, path, { as: ravi, ...(body && { body }) })
    expect({ status: answer.status, code: answer.body.code }, path).toEqual({ status: 503, code: 'server.busy' })
    expect(answer.headers['retry-after'], path).toBe('1')
    expect(answer.text).not.toMatch(INSIDES)
  }
  expect((await other.call('GET', '/api/health')).status).toBe(200)
  expect((await other.call('GET', '/api/health/ready')).status).toBe(503)
  await onServer(server, `alter database "${row?.name}" with allow_connections true`)
})

test('[C13] another site is not allowed to read anything, asked before or after', async () => {
  for (const origin of ['https://evil.example', 'null', `${shop.url}.evil.example`, shop.url.replace('http', 'https')]) {
    const preflight = await shop.call('OPTIONS', '/api/orders', {
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,authorization' },
    })
    const read = await shop.call('GET', '/api/products', { headers: { origin } })
    for (const { headers } of [preflight, read]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-allow'))).toEqual([])
    }
  }
})

test.each([
  ['a public answer', '/api/products', undefined],
  ['a private answer', '/api/auth/me', 'asha'],
  ['a refusal', '/api/auth/me', undefined],
  ['nothing', '/api/nothing', undefined],
  ['the documentation', '/docs/json', undefined],
])('[C14] %s comes with the headers that keep a browser on the safe side', async (_what, path, as) => {
  const { headers } = await shop.call('GET', path, { as: as === undefined ? undefined : asha })
  const policy = String(headers['content-security-policy'])
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
  if (!path.startsWith('/docs')) expect(scripts).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}'$/)
  expect(scripts).not.toMatch(/unsafe-(inline|eval)/)
  expect(policy).toMatch(/frame-ancestors 'self'/)
  if (!path.startsWith('/docs')) expect(policy).toMatch(/base-uri 'none'/)
  expect(policy).toMatch(/object-src 'none'/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin' })
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('server')
})

test('[C14] two answers never share a nonce', async () => {
  const nonceOf = async () =>
    /'nonce-([^']+)'/.exec(String((await shop.call('GET', '/api/products')).headers['content-security-policy']))?.[1]
  expect(await nonceOf()).not.toBe(await nonceOf())
})

test('[C14] what is somebody’s own is kept by no cache', async () => {
  for (const path of [
    '/api/auth/me',
    '/api/cart',
    '/api/orders',
    '/api/notifications',
    '/api/orders/admin/all',
    '/api/admin/products',
    '/api/accounts',
  ]) {
    const answer = await shop.call('GET', path, { as: owner })
    expect(answer.status, path).toBe(200)
    expect(answer.headers['cache-control'], path).toMatch(/no-store/)
  }
})

test('[C14] behind https the shop asks browsers to stay there', async () => {
  await using other = await boot({ PUBLIC_URL: 'https://cakes.example' })
  const { headers } = await other.call('GET', '/api/products')
  expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
  expect((await shop.call('GET', '/api/products')).headers).not.toHaveProperty('strict-transport-security')
})
