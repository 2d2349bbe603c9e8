import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import { Agent, createServer as createSecureServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { type Socket as ClientSocket, io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { expect, test, vi } from 'vitest'
import { until } from '../../../test/support/until.ts'
import { randomFrom } from '../../domain/random.ts'
import type { Outgoing } from '../../feed/pump.ts'
import { DirectWire, toFrame } from './direct-wire.ts'
import { FeedLine } from './feed-line.ts'

/** Two clients of one transport and the server's ends of them. */
async function pair(
  transport: 'websocket' | 'polling',
  http: HttpServer | HttpsServer = createServer(),
  options: Partial<ManagerOptions & SocketOptions> = {},
) {
  const server = new Server(http, { perMessageDeflate: false })
  const ends: ServerSocket[] = []
  server.on('connection', (socket) => ends.push(socket))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const scheme = http instanceof HttpsServer ? 'https' : 'http'
  const url = `${scheme}://127.0.0.1:${(http.address() as AddressInfo).port}`
  const clients = [0, 1].map(() => io(url, { forceNew: true, transports: [transport], ...options }))
  const heard: unknown[][] = clients.map(() => [])
  for (const [i, client] of clients.entries()) client.on('feed', (batch: unknown) => heard[i]?.push(batch))
  await until('both are there', () => ends.length === 2 && clients.every((client) => client.connected))
  const close = async () => {
    for (const client of clients) client.disconnect()
    await server.close()
  }
  return { ends, clients, heard, close, [Symbol.asyncDispose]: close }
}

/** A line whose seat counts how often it is drained. */
function lineOf(end: ServerSocket) {
  const line = new FeedLine(end, ['public'])
  const drained = { times: 0 }
  line.seat = { drain: () => drained.times++ }
  return { line, drained }
}

const webSocketOf = (end: ServerSocket) =>
  (end.conn.transport as unknown as { socket: { readonly _socket: Socket; readonly _sender: object } }).socket
const tcpOf = (client: ClientSocket): Socket => (client.io.engine.transport as unknown as { ws: { _socket: Socket } }).ws._socket
const wireOf = (end: ServerSocket): Socket => webSocketOf(end)._socket

test.each(['websocket', 'polling'] as const)('[F7] by %s one text reaches every reader whole and in order', async (transport) => {
  await using two = await pair(transport)
  const lines = two.ends.map((end) => lineOf(end).line)
  const batches = [
    { live: false, entries: [['public', 1, 'aa', { name: 'केक “Ä” 🎂' }]] },
    { live: true, entries: [['public', 2, 'bb', { filler: 'x'.repeat(70_000) }]] },
  ]
  for (const batch of batches) {
    const outgoing = { text: JSON.stringify(batch) }
    for (const line of lines) {
      await until('it is drained', () => line.drained())
      line.send(outgoing)
    }
  }
  await until('both heard both', () => two.heard.every((batchesHeard) => batchesHeard.length === 2))
  expect(two.heard).toEqual([batches, batches])
  await until('both drained', () => lines.every((line) => line.drained()))
})

/** As the pump does it: it asks, and sends. */
function sendAsked(line: FeedLine, batch: Outgoing) {
  expect(line.drained()).toBe(true)
  line.send(batch)
}

test('[F9] the frame is made once for all by the installed WebSocket library, and the kernel takes it without its stream', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  for (const each of two.ends) await until('Engine.IO has nothing on its way', () => DirectWire.of(each.conn)?.free)
  const spies = two.ends.flatMap((each) => [vi.spyOn(each.conn, 'send'), vi.spyOn(wireOf(each), 'write')])
  const { _sender } = webSocketOf(end)
  const frame = vi.spyOn(_sender.constructor as unknown as { frame(): Buffer[] }, 'frame')
  const batch = { text: '{"live":true,"entries":["once for all"]}' }
  for (const each of two.ends) sendAsked(lineOf(each).line, batch)
  expect(frame).toHaveBeenCalledTimes(1)
  for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  await until('both heard', () => two.heard.every((heard) => heard.length === 1))
})

test('[F10] what is written after a line is closed reaches nobody who has its descriptor by then', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  const folder = await mkdtemp(join(tmpdir(), 'cakewire-'))
  const path = join(folder, 'another')
  const wire = DirectWire.of(end.conn)
  const tcp = wireOf(end) as Socket & { readonly _handle: { readonly fd: number } }
  const descriptor = tcp._handle.fd
  tcp.destroy()
  const others = [openSync(path, 'w')]
  while ((others.at(-1) ?? descriptor) < descriptor) others.push(openSync(path, 'w'))
  expect(others.at(-1)).toBe(descriptor)
  expect(wire?.free).toBe(false)
  wire?.write(Buffer.from('of somebody else'))
  for (const other of others) closeSync(other)
  expect(readFileSync(path, 'utf8')).toBe('')
  await rm(folder, { recursive: true })
})

test('[F9] an encrypted line is written through its stream, and what it hears is right', async () => {
  const key = Buffer.from('a key of this test alone')
  // A shared key needs no certificate.
  const shared = { ciphers: 'PSK', maxVersion: 'TLSv1.2', pskCallback: () => key } as const
  const https = createSecureServer({ ...shared })
  const agent = new Agent({ ...shared, pskCallback: () => ({ psk: key, identity: 'test' }), checkServerIdentity: () => undefined })
  await using two = await pair('websocket', https, { agent: agent as unknown as string })
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  await until('Engine.IO has nothing on its way', () => DirectWire.of(end.conn)?.free)
  const send = vi.spyOn(end.conn, 'send')
  const write = vi.spyOn(wireOf(end), 'write')
  sendAsked(lineOf(end).line, { text: '{"live":true,"entries":[]}' })
  expect(send).not.toHaveBeenCalled()
  expect(write).toHaveBeenCalled()
  await until('it is heard', () => two.heard[0]?.length === 1)
})

test('[F9] on a transport that is not known the batch goes through Engine.IO', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  Object.defineProperty(end.conn.transport, 'name', { value: 'another' })
  expect(DirectWire.of(end.conn)).toBeUndefined()
  const { line, drained } = lineOf(end)
  sendAsked(line, { text: '{"live":true,"entries":[]}' })
  expect(line.drained()).toBe(false)
  await until('it is drained', () => drained.times === 1 && line.drained())
  await until('it is heard', () => two.heard[0]?.length === 1)
})

test('[F7] what Socket.IO itself still has to write goes first, and the batch after it', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  const { line } = lineOf(end)
  for (let i = 0; i < 200; i++) end.emit('feed', i)
  sendAsked(line, { text: '{"live":true,"entries":[]}' })
  for (let i = 200; i < 210; i++) end.emit('feed', i)
  await until('all is heard', () => two.heard[0]?.length === 211)
  const numbers = Array.from({ length: 210 }, (_, i) => i)
  expect(two.heard[0]).toEqual([...numbers.slice(0, 200), { live: true, entries: [] }, ...numbers.slice(200)])
})

test('[F7] what still waits in the stream goes first', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  const [first, second] = [1, 2].map((n) => toFrame(`2["feed",${n}]`, end.conn) ?? Buffer.alloc(0))
  const tcp = wireOf(end)
  tcp.cork()
  tcp.write(first ?? '')
  DirectWire.of(end.conn)?.write(second ?? Buffer.alloc(0))
  tcp.uncork()
  await until('both are heard', () => two.heard[0]?.length === 2)
  expect(two.heard[0]).toEqual([1, 2])
})

test('[F9] a client that does not read keeps one frame waiting, and gets the rest when it reads again', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  await until('Engine.IO has nothing on its way', () => DirectWire.of(end.conn)?.free)
  const { line, drained } = lineOf(end)
  // Far more than the kernel takes for a client whose event loop is held up by this very test.
  const text = `{"live":true,"entries":[],"filler":"${'x'.repeat(8_000_000)}"}`
  sendAsked(line, { text })
  const waiting = wireOf(end).writableLength
  expect([line.drained(), waiting > 0, waiting < text.length]).toEqual([false, true, true])
  end.emit('feed', 'behind it')
  await until('it is drained', () => drained.times === 1 && line.drained())
  await until('both are heard', () => two.heard[0]?.length === 2)
  expect(two.heard[0]).toEqual([JSON.parse(text), 'behind it'])
})

test('[B19] [F9] the kernel is not filled for a client that does not read: it is sent some hundred kilobytes, and the rest when it reads again', async () => {
  await using two = await pair('websocket')
  const { ends, clients, heard } = two
  const [sleeper, reader] = ends.map((end) => lineOf(end))
  if (sleeper === undefined || reader === undefined || clients[0] === undefined) throw new Error('nobody there')
  for (const end of ends) await until('Engine.IO has nothing on its way', () => DirectWire.of(end.conn)?.free)
  const asleep = tcpOf(clients[0])
  asleep.pause()
  const filler = 'x'.repeat(64 * 1024)
  const most = 60
  let taken = 0
  for (let i = 0; i < most; i++) {
    await until('who reads is drained', () => reader.line.drained())
    const batch = { text: JSON.stringify([i, filler]) }
    reader.line.send(batch)
    if (!sleeper.line.drained()) continue
    sleeper.line.send(batch)
    taken++
  }
  await until('who reads has heard all', () => heard[1]?.length === most)
  // Asked after 256 to 384 KiB, and waited for after 256 more.
  expect(taken).toBeGreaterThanOrEqual(8)
  expect(taken).toBeLessThanOrEqual(11)
  expect(wireOf(ends[0] as ServerSocket).writableLength).toBe(0)
  asleep.resume()
  await until('it is drained', () => sleeper.drained.times > 0 && sleeper.line.drained())
  await until('it has heard what it was sent', () => heard[0]?.length === taken)
})

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
test(`[F9] [B19] clients that stop and go on as they like hear everything in order (seed ${SEED})`, async () => {
  await using two = await pair('websocket')
  const random = randomFrom(SEED)
  const wires = two.clients.map(tcpOf)
  const most = 200
  const texts = Array.from({ length: most }, (_, i) => JSON.stringify([i, 'x'.repeat(Math.floor(random() ** 4 * 700_000))]))
  const readers = two.ends.map((end) => ({ line: lineOf(end).line, left: [...texts] }))
  /** Each is sent what comes next for it, as far as its line takes it. */
  const go = () => {
    for (const { line, left } of readers) while (left.length > 0 && line.drained()) line.send({ text: left.shift() ?? '' })
  }
  for (let turn = 0; turn < 100; turn++) {
    for (const wire of wires) random() < 0.5 ? wire.pause() : wire.resume()
    go()
    await new Promise(setImmediate)
  }
  for (const wire of wires) wire.resume()
  await until('everybody was sent everything', () => {
    go()
    return readers.every(({ left }) => left.length === 0)
  })
  await until('everybody has heard everything', () => two.heard.every((heard) => heard.length === most))
  for (const heard of two.heard)
    expect(heard.map((batch) => (batch as unknown as [number])[0])).toEqual(Array.from({ length: most }, (_, i) => i))
})
