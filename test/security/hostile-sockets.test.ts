import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { call } from '../support/http.ts'
import { dialRaw, frame, type Raw, UPGRADE } from '../support/raw-tcp.ts'
import { until } from '../support/until.ts'

let shop: TestShop
let staff: Person

beforeAll(async () => {
  shop = await boot()
  staff = await shop.person('Noor', 'staff', ['catalogue'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const connections = () => shop.app.live.io.engine.clientsCount
const open = async (from?: string): Promise<Raw> => {
  const raw = dialRaw(shop.url, from)
  raw.write(UPGRADE)
  await until('it is answered', () => raw.status() !== 0)
  return raw
}
/** Somebody who has nothing to do with it still hears the news. */
const othersHear = async (what: string) => {
  const { socket, heard } = await shop.classic(staff)
  const product = await shop.product()
  await until(`others hear the news after ${what}`, () => JSON.stringify(heard).includes(product._id))
  socket.disconnect()
  expect((await shop.call('GET', '/api/health')).status).toBe(200)
}
const nobodyLeft = () => until('nobody is left', () => connections() === 0)

test('[A10] one address holds 200 sockets; more are refused, others are not, and who leaves makes room', async () => {
  const all = await Promise.all(Array.from({ length: 500 }, () => open()))
  const inside = all.filter((raw) => raw.status() === 101)
  const outside = all.filter((raw) => raw.status() !== 101)
  expect([inside.length, connections()]).toEqual([200, 200])
  expect(new Set(outside.map((raw) => raw.status()))).toEqual(new Set([429]))
  expect(outside[0]?.text()).toContain('retry-after: 30')
  const polling = await call<string>(shop.url, 'GET', '/socket.io/?EIO=4&transport=polling')
  expect([polling.status, polling.headers['retry-after']]).toEqual([429, '30'])
  const other = await open('127.0.0.9')
  expect(other.status()).toBe(101)
  other.close()
  inside[0]?.close()
  await until('there is room again', async () => (await open()).status() === 101)
  for (const raw of all) raw.close()
  await until('they are gone', () => connections() <= 1)
})

test('[A10] one session holds as many sockets and streams as it may, from wherever', async () => {
  await using small = await boot({ SOCKETS_PER_SESSION: '3' })
  const noor = await small.person('Noor')
  const inside = [await small.classic(noor), await small.classic(noor), await small.classic(noor)]
  const dial = (token: string) => {
    const socket = io(small.url, { forceNew: true, transports: ['websocket'], reconnection: false, auth: { token } })
    return new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('let in'))
      socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code ?? error.message))
    }).finally(() => socket.disconnect())
  }
  expect(await dial(noor.token)).toBe('rate.limited')
  expect((await small.call<{ code: string }>('GET', '/api/feed/stream', { as: noor })).body.code).toBe('rate.limited')
  expect(await dial((await small.person('Ravi')).token)).toBe('let in')
  inside[0]?.socket.disconnect()
  await until('there is room again', async () => (await dial(noor.token)) === 'let in')
})

test('[A10] [F54] whoever floods with events, acknowledgements, namespaces or handshakes is cut, and others hear the news', async () => {
  const floods: Record<string, (i: number) => string> = {
    'known events': (i) => `42["user_role","admin",${i}]`,
    'unknown events': (i) => `42["event${i}",{}]`,
    'events that want an answer': (i) => `42${i}["auth",{}]`,
    acknowledgements: (i) => `43${i}[]`,
    namespaces: (i) => `40/space${i},{}`,
    handshakes: () => '40{}',
    pongs: () => '3',
  }
  for (const [what, packet] of Object.entries(floods)) {
    const raws = await Promise.all(Array.from({ length: 3 }, (_, i) => open(`127.0.2.${i + 1}`)))
    for (const raw of raws) {
      raw.write(frame('40{}'))
      if (what !== 'handshakes') await until('it is greeted', () => raw.text().includes('40{"sid"'))
      raw.write(Buffer.concat(Array.from({ length: 10_000 }, (_, i) => frame(packet(i)))))
    }
    for (const raw of raws) await until(`a flood of ${what} is cut`, () => raw.isClosed())
    for (const raw of raws) expect([what, raw.text().length < 100_000]).toEqual([what, true])
  }
  await othersHear('the floods')
  await nobodyLeft()
})

test('[A10] [F54] what comes too fast is not looked at before it is cut', async () => {
  const raw = await open()
  raw.write(frame('40{}'))
  await until('it is greeted', () => raw.text().includes('40{"sid"'))
  raw.write(Buffer.concat(Array.from({ length: 300 }, () => frame('42["user_role","admin","x"]'))))
  const other = await shop.classic(staff)
  await until('it was told no', () => raw.text().includes('access_denied'))
  await new Promise<void>((resolve) => other.socket.emit('auth', {}, () => resolve()))
  await until('all that is looked at is answered', () => raw.text().split('access_denied').length - 1 === 100)
  expect(raw.isClosed()).toBe(false)
  raw.close()
  other.socket.disconnect()
})

test('[F52] a message of 64 KiB is taken; one byte more, or far more, closes the connection and nothing else', async () => {
  const LIMIT = 64 * 1024
  const message = (size: number) => {
    const around = '42["auth",""]'.length
    return `420["auth","${'x'.repeat(size - around - 1)}"]`
  }
  const fits = await open()
  fits.write(frame('40{}'))
  await until('it is greeted', () => fits.text().includes('40{"sid"'))
  fits.write(frame(message(LIMIT)))
  await until('it is answered', () => fits.text().includes('430[{"code":"request.invalid"}]'))
  for (const size of [LIMIT + 1, 1_000_000]) {
    const raw = await open()
    raw.write(frame('40{}'))
    raw.write(frame(message(size)))
    await until(`${size} bytes are cut`, () => raw.isClosed())
  }
  // The head alone is enough; and many small pieces are one message.
  const claims = await open()
  claims.write(frame('4', { length: 100_000_000 }))
  await until('a claim is cut', () => claims.isClosed())
  const pieces = await open()
  pieces.write(frame('4'.repeat(1000), { fin: false }))
  for (let i = 0; i < 100; i++) pieces.write(frame('x'.repeat(1000), { opcode: 0, fin: false }))
  await until('pieces without end are cut', () => pieces.isClosed())
  expect(fits.isClosed()).toBe(false)
  fits.close()
  await othersHear('large messages')
})

test('[F52] a polling body over 64 KiB is refused, and one without an end is not read to it', async () => {
  const hello = await call<string>(shop.url, 'GET', '/socket.io/?EIO=4&transport=polling')
  const { sid } = JSON.parse(hello.text.slice(1)) as { sid: string }
  const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`
  const raw = dialRaw(shop.url)
  raw.write(`POST ${path} HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n`)
  const chunk = `2000\r\n${'4'.repeat(8192)}\r\n`
  let sent = 0
  // Each only once the one before has left: how much goes out is how much was taken.
  const pour = () => {
    if (raw.isClosed() || sent > 100_000_000) return
    sent += chunk.length
    raw.socket.write(chunk, () => setImmediate(pour))
  }
  pour()
  await until('it is refused', () => raw.status() === 413)
  expect(sent).toBeLessThan(20_000_000)
  raw.close()
  await othersHear('an endless body')
  const body = 'x'.repeat(300_000)
  expect((await shop.call('POST', '/api/auth/login', { body: { email: body, password: 'x' } })).status).toBe(413)
})

const poll = (sid: string, options: Parameters<typeof call>[3] = {}) =>
  call(shop.url, 'GET', `/socket.io/?EIO=4&transport=polling&sid=${sid}`, options)
const handshake = async (options: Parameters<typeof call>[3] = {}) => {
  const { text } = await call(shop.url, 'GET', '/socket.io/?EIO=4&transport=polling', options)
  return (JSON.parse(text.slice(1)) as { sid: string }).sid
}

test('[F55] the id of a connection is worth nothing from another address, or without the cookie that it began with', async () => {
  const sid = await handshake({ from: '127.0.3.1' })
  expect((await poll(sid, { from: '127.0.3.2' })).status).toBe(403)
  const upgraded = dialRaw(shop.url, '127.0.3.2')
  upgraded.write(UPGRADE.replace('transport=websocket', `transport=websocket&sid=${sid}`))
  await until('the upgrade is refused', () => upgraded.status() === 403)

  const browser = { origin: shop.url, 'sec-fetch-site': 'same-origin', cookie: `theme=dark; __Host-cakewire=${staff.token}` }
  const own = await handshake({ headers: browser })
  for (const cookie of ['', 'theme=dark', `__Host-cakewire=${'x'.repeat(43)}`]) {
    expect((await poll(own, { headers: { ...browser, cookie } })).status).toBe(403)
  }
  expect((await poll('constructor')).status).toBe(400)
  // It goes on for who began it: the first answer greets the namespace that was asked for.
  const path = `/socket.io/?EIO=4&transport=polling&sid=${own}`
  expect((await call(shop.url, 'POST', path, { headers: browser, raw: '40{}' })).status).toBe(200)
  expect((await poll(own, { headers: browser })).text).toContain('40{"sid"')
})

test('[F55] two requests at once on one connection end it, and as many ids as one may hold is as many as sockets', async () => {
  const sid = await handshake()
  const both = await Promise.all([poll(sid), poll(sid), poll(sid)])
  expect(both.some(({ status }) => status === 400)).toBe(true)
  await until('the connection is ended', async () => (await poll(sid)).status === 400)

  const ids = await Promise.all(
    Array.from({ length: 300 }, () => call(shop.url, 'GET', '/socket.io/?EIO=4&transport=polling', { from: '127.0.3.9' })),
  )
  expect(ids.filter(({ status }) => status === 200)).toHaveLength(200)
  expect(ids.filter(({ status }) => status === 429)).toHaveLength(100)
  await othersHear('many polling connections')
})
