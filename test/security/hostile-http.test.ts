import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type TestShop } from '../support/boot.ts'
import { dialRaw } from '../support/raw-tcp.ts'
import { until } from '../support/until.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await boot()
})
afterAll(() => shop[Symbol.asyncDispose]())

const send = async (text: string) => {
  const raw = dialRaw(shop.url)
  raw.write(text)
  await until('it is answered', () => raw.status() !== 0)
  return raw
}
const HOST = 'Host: shop\r\n'

test.each([
  ['both a length and chunks', `POST /api/auth/login HTTP/1.1\r\n${HOST}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`],
  ['two lengths', `POST /api/auth/login HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length that is none', `POST /api/auth/login HTTP/1.1\r\n${HOST}Content-Length: +2\r\n\r\n{}`],
  ['an encoding that is not the last', `POST /api/auth/login HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ['a chunk size that is none', `POST /api/auth/login HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n`],
  ['a header over two lines', `GET /api/health HTTP/1.1\r\n${HOST}X-One: a\r\n b: c\r\n\r\n`],
  ['a space before the colon', `GET /api/health HTTP/1.1\r\n${HOST}Content-Length : 3\r\n\r\n`],
  ['line feeds alone', `GET /api/health HTTP/1.1\nHost: shop\n\n`],
  ['no host', 'GET /api/health HTTP/1.1\r\n\r\n'],
  ['another protocol', '\u0016\u0003\u0001\u0002\u0000'],
  ['no method of ours', `SMUGGLE /api/health HTTP/1.1\r\n${HOST}\r\n`],
])('[F56] a request with %s is refused with 400, and the connection ends', async (_what, text) => {
  const raw = await send(text)
  expect(raw.status()).toBe(400)
  await until('the connection ends', () => raw.isClosed())
  // Not a second answer: what stood behind it was never a request.
  expect(raw.text().match(/HTTP\/1\.1 /g)).toHaveLength(1)
})

test('[F56] headers without measure are refused with 431', async () => {
  const raw = await send(`GET /api/health HTTP/1.1\r\n${HOST}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`)
  expect(raw.status()).toBe(431)
  const many = await send(`GET /api/health HTTP/1.1\r\n${HOST}${'X: y\r\n'.repeat(20_000)}\r\n`)
  expect(many.status()).toBe(431)
})

test('[F56] whoever asks for another protocol than there is, is hung up on', async () => {
  const raw = dialRaw(shop.url)
  raw.write(`GET /elsewhere HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
  await until('the connection ends', () => raw.isClosed())
})

test('[F55] [F56] whoever dawdles is hung up on: silent, drop by drop, or with a body that never ends', async () => {
  const polling = await shop.call<string>('GET', '/socket.io/?EIO=4&transport=polling')
  const { sid } = JSON.parse(polling.text.slice(1)) as { sid: string }
  const said = {
    nothing: '',
    'half a head': `GET /api/health HTTP/1.1\r\n${HOST}`,
    'a head and no body': `POST /api/auth/login HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    'a poll without end': `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\n${HOST}Content-Length: 100\r\n\r\n4`,
  }
  const raws = Object.entries(said).map(([what, text]) => {
    const raw = dialRaw(shop.url)
    raw.write(text)
    return { what, raw }
  })
  // Drop by drop, so that the connection is never quiet.
  const drops = setInterval(() => {
    for (const { what, raw } of raws) if (what !== 'nothing') raw.write(what === 'half a head' ? 'X-Drop: 1\r\n' : ' ')
  }, 900)
  try {
    for (const { what, raw } of raws) await until(`${what} is hung up on`, () => raw.isClosed(), 50_000)
    for (const { what, raw } of raws) if (raw.text() !== '') expect([what, raw.status()]).toEqual([what, 408])
    expect((await shop.call('GET', '/api/health')).status).toBe(200)
  } finally {
    clearInterval(drops)
  }
}, 60_000)
