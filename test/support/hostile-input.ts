import { randomFrom } from '../../src/domain/random.ts'
import { dialRaw, frame, type Raw, UPGRADE } from './raw-tcp.ts'

type Roll = () => number

const pick = <T>(roll: Roll, of: readonly [T, ...T[]]): T => of[Math.floor(roll() * of.length)] ?? of[0]
const upTo = (roll: Roll, most: number): number => Math.floor(roll() * (most + 1))
const bytes = (roll: Roll, count: number): Buffer => Buffer.from(Array.from({ length: count }, () => upTo(roll, 255)))

const json = (roll: Roll, depth = 0): string =>
  pick<() => string>(roll, [
    () => 'null',
    () => String((roll() - 0.5) * 1e21),
    () => '"admin"',
    () => JSON.stringify(bytes(roll, upTo(roll, 20)).toString('latin1')),
    () => '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
    () => '{"toString":1,"valueOf":null,"then":"x"}',
    () => '{"_placeholder":true,"num":-1}',
    () => `${'['.repeat(upTo(roll, 5000))}`,
    () => (depth > 3 ? '1' : `[${json(roll, depth + 1)},${json(roll, depth + 1)}]`),
    () => (depth > 3 ? '{}' : `{"${pick(roll, ['token', 'cursor', 'seat', 'role', '__proto__'])}":${json(roll, depth + 1)}}`),
  ])()

/** What a client may say inside a message: Engine.IO's and Socket.IO's own words, mostly wrong. */
const words = (roll: Roll): string =>
  pick<() => string>(roll, [
    () => String(upTo(roll, 9)),
    () => `${upTo(roll, 9)}${json(roll)}`,
    () => `4${upTo(roll, 9)}${json(roll)}`,
    () => `40${json(roll)}`,
    () => `40/${pick(roll, ['', 'admin', '#', '\u0000', 'x'.repeat(3000), '__proto__'])},${json(roll)}`,
    () =>
      `42${pick(roll, ['', '-1', '0', '9'.repeat(400)])}["${pick(roll, ['user_role', 'auth', 'feed', 'disconnect', 'connect', '__proto__'])}",${json(roll)}]`,
    () => `42[${json(roll)}]`,
    () => `43${upTo(roll, 99)}[${json(roll)}]`,
    () => `45${pick(roll, ['1', '11', '-1', '999999999', '0', '1e9'])}-["x",{"_placeholder":true,"num":${upTo(roll, 3) - 1}}]`,
    () => `46${upTo(roll, 12)}-${upTo(roll, 9)}[]`,
    () => '2probe',
    () => '5',
    () => bytes(roll, upTo(roll, 60)).toString('latin1'),
  ])()

const PING = frame('', { opcode: 9 })
/** Ends whatever frame was begun, and is none itself. */
const FILLER = Buffer.alloc(80_000)

/** One thing to write to an open WebSocket, and something behind it that the shop must answer or hang up on. */
function hostileFrame(roll: Roll): Buffer {
  const one = pick<() => readonly [Buffer, Buffer]>(roll, [
    () => [frame(words(roll)), PING],
    () => [frame(words(roll)), PING],
    () => [frame(words(roll)), PING],
    () => [frame(words(roll), { rsv: upTo(roll, 7) }), PING],
    () => [frame(words(roll), { masked: false }), FILLER],
    () => [frame(words(roll), { fin: false }), PING],
    () => [frame(words(roll), { opcode: upTo(roll, 15) }), PING],
    () => [frame(words(roll), { length: upTo(roll, 70_000) }), FILLER],
    () => [frame(bytes(roll, upTo(roll, 100)), { opcode: pick(roll, [1, 2, 2]) }), PING],
    () => [frame(bytes(roll, upTo(roll, 200)), { opcode: pick(roll, [8, 9, 10]) }), PING],
    () => [bytes(roll, upTo(roll, 40)), FILLER],
  ])()
  return Buffer.concat(one)
}

/** One request, more or less. */
function hostileRequest(roll: Roll): Buffer {
  const target = pick<string>(roll, [
    '/socket.io/?EIO=4&transport=polling',
    `/socket.io/?EIO=${upTo(roll, 9)}&transport=${pick(roll, ['polling', 'websocket', 'webtransport', '__proto__', ''])}&sid=${pick(roll, ['x', 'constructor', '%00'])}`,
    `/socket.io/${bytes(roll, 8).toString('latin1')}`,
    `/socket.io/?${'a=b&'.repeat(upTo(roll, 800))}`,
    '//socket.io/:0/?EIO=4&transport=polling',
    `/api/feed?cursor=${encodeURIComponent(bytes(roll, 20).toString('latin1'))}`,
    `/api/feed/stream?cursor=${json(roll).slice(0, 50)}`,
    `/api/orders/${bytes(roll, 6).toString('latin1')}`,
    `/%${pick(roll, ['', '0', 'ff', 'c0%af'])}`,
  ])
  const method = pick(roll, ['GET', 'GET', 'POST', 'PATCH', 'OPTIONS', 'CONNECT', 'get', '\u0000'])
  const body = pick<() => string>(roll, [() => words(roll), () => json(roll), () => `4${'\u001e'.repeat(upTo(roll, 500))}`])()
  const headers = [
    'Host: shop',
    `Content-Type: ${pick(roll, ['application/json', 'text/plain', 'application/octet-stream', bytes(roll, 5).toString('latin1')])}`,
    pick(roll, [
      `Content-Length: ${Buffer.byteLength(body, 'latin1')}`,
      `Content-Length: ${upTo(roll, 99)}`,
      'Transfer-Encoding: chunked',
      '',
    ]),
    pick(roll, [
      '',
      'Connection: Upgrade\r\nUpgrade: websocket',
      `Cookie: ${bytes(roll, 20).toString('latin1')}`,
      `Authorization: Bearer ${json(roll).slice(0, 60)}`,
    ]),
  ].filter((line) => line !== '')
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`, 'latin1')
}

const PATIENCE = 10_000

/** Looks at each sign of life, since there are many thousand waits. */
function heard(what: string, raw: Raw, isDealtWith: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      if (!isDealtWith()) return
      raw.socket.off('data', done).off('close', done)
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => reject(new Error(`Waited in vain until ${what}`)), PATIENCE)
    raw.socket.on('data', done).on('close', done)
    done()
  })
}

/** A WebSocket; every second one says hello to Socket.IO first. */
async function openSocket(url: string, roll: Roll): Promise<Raw> {
  const raw = dialRaw(url)
  raw.write(UPGRADE)
  await heard('the socket is open', raw, () => raw.status() === 101)
  if (roll() < 0.5) raw.write(frame('40{}'))
  return raw
}

/**
 * Writes `count` hostile inputs to a shop, half of them into open WebSockets, each waited for until the shop has dealt with it.
 * The same seed writes the same. Rejects when the shop no longer answers.
 * @returns how often the shop hung up
 */
export async function sendHostileInput(url: string, seed: number, count: number): Promise<{ inputs: number; closed: number }> {
  const roll = randomFrom(seed)
  let closed = 0
  let raw: Raw | undefined
  for (let i = 0; i < count; i++) {
    const what = `input ${i} of seed ${seed} is dealt with`
    if (i % 2 === 0) {
      const open = raw ?? (await openSocket(url, roll))
      raw = open
      const before = open.text().length
      open.write(hostileFrame(roll))
      await heard(what, open, () => open.isClosed() || open.text().length > before)
      // 0x88 begins the frame that takes leave.
      if (!open.isClosed() && !open.text().slice(before).includes('\x88')) continue
      closed++
      open.close()
      raw = undefined
    } else {
      // From elsewhere: what only shakes hands holds a place for a while.
      const request = dialRaw(url, '127.0.6.1')
      request.write(hostileRequest(roll))
      request.socket.end()
      await heard(what, request, () => request.isClosed() || request.status() !== 0)
      request.close()
    }
  }
  raw?.close()
  return { inputs: count, closed }
}
