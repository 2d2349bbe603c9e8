import { join } from 'node:path'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { call } from '../support/http.ts'
import { dialRaw, frame, UPGRADE } from '../support/raw-tcp.ts'
import { startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

/** What the shop prints for people once it is ready; everything else is JSON. */
const PLAIN = /^(Cakewire is ready at http|Demo logins:$| {2}(owner|manager|staff|customer))/

test('[A12] whatever people and attackers send, the log is one JSON object a line and holds nothing of theirs', async () => {
  await using folder = await temporaryFolder()
  await using shop = await startShop({ dataDir: join(folder.path, 'data'), env: { DEMO: '1', LOG_LEVEL: 'debug' } })
  // The demo's logins follow the address of the shop.
  await until(
    'the operator was told all',
    () => demoUsers.every((user) => shop.output().includes(user.password)) && shop.output().endsWith('\n'),
  )
  const printed = shop.output().length
  const { email, password } = demoUsers.find(({ key }) => key === 'asha') ?? { email: '', password: '' }
  const secrets = {
    phone: '+919812345678',
    address: '77 Nowhere Lane',
    note: 'the blue door',
    name: 'Zebedee Q',
    newcomer: 'zebedee@shop.test',
  }
  const { token } = (await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: { email, password } })).body
  const made = await call<{ token: string }>(shop.url, 'POST', '/api/auth/register', {
    body: { name: secrets.name, email: secrets.newcomer, password: 'a password of mine' },
  })
  const [product] = (await call<{ _id: string }[]>(shop.url, 'GET', '/api/products?limit=1')).body
  const { phone, address, note } = secrets
  const order = { items: [{ productId: product?._id, quantity: 1 }], shippingAddress: address, phone, notes: note }
  expect((await call(shop.url, 'POST', '/api/orders', { token, body: order })).status).toBe(201)
  const evil = encodeURIComponent('x\r\n{"level":60,"msg":"FAKE"}')
  for (const path of [
    `/api/products/${evil}`,
    `/api/products?search=${evil}`,
    `/api/feed?cursor=${evil}`,
    `/${evil}`,
    `/api/notifications?after=${phone}`,
  ]) {
    await call(shop.url, 'GET', path, { token, headers: { 'user-agent': 'FAKE agent', referer: `http://x/${phone}` } })
  }
  await call(shop.url, 'POST', '/api/auth/login', { raw: `{"email":"${secrets.newcomer}\nFAKE"` })
  await call(shop.url, 'GET', '/api/auth/me', { token: `FAKE.${made.body.token}` })

  const socket = io(shop.url, { forceNew: true, transports: ['websocket'], auth: { token } })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.emit('user_role', 'admin', 'x\nFAKE')
  await new Promise<void>((resolve) => socket.emit('auth', { token: `FAKE\n${made.body.token}` }, () => resolve()))
  socket.disconnect()
  const refused = io(shop.url, { forceNew: true, transports: ['websocket'], reconnection: false, auth: { token: 'x\nFAKE' } })
  await new Promise<void>((resolve) => refused.once('connect_error', () => resolve()))
  const raw = dialRaw(shop.url)
  raw.write(UPGRADE)
  await until('it is open', () => raw.status() === 101)
  raw.write(frame('40{"token":"\nFAKE"}'))
  raw.write(frame('999\nFAKE'))
  await until('it is hung up on', () => raw.isClosed() || raw.text().includes('\x88'))
  raw.close()
  await shop.end()

  const output = shop.output().slice(printed)
  expect(output.split('\n').length).toBeGreaterThan(10)
  for (const line of output.split('\n').filter((each) => each !== '')) {
    if (!PLAIN.test(line)) expect(typeof JSON.parse(line)).toBe('object')
  }
  for (const theirs of [
    ...Object.values(secrets),
    email,
    token,
    made.body.token,
    password,
    'a password of mine',
    'FAKE agent',
    'blue door',
  ]) {
    expect([theirs, output.includes(theirs)]).toEqual([theirs, false])
  }
  // An address that was asked for may be in the log, escaped, and begins no line.
  expect(output).not.toMatch(/^.{0,2}FAKE|^\{"level":60/m)
}, 120_000)
