import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { until } from '../../../test/support/until.ts'
import { DirectWire } from './direct-wire.ts'
import { FeedLine } from './feed-line.ts'

/** Two clients of one transport and the server's ends of them. */
async function pair(transport: 'websocket' | 'polling') {
  const http = createServer()
  const server = new Server(http, { perMessageDeflate: false })
  const ends: ServerSocket[] = []
  server.on('connection', (socket) => ends.push(socket))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const clients = [0, 1].map(() => io(url, { forceNew: true, transports: [transport] }))
  const heard: unknown[][] = clients.map(() => [])
  for (const [i, client] of clients.entries()) client.on('feed', (batch: unknown) => heard[i]?.push(batch))
  await until('both are there', () => ends.length === 2 && clients.every((client) => client.connected))
  const close = async () => {
    for (const client of clients) client.disconnect()
    await server.close()
  }
  return { ends, heard, close, [Symbol.asyncDispose]: close }
}

/** A line whose seat counts how often it is drained. */
function lineOf(end: ServerSocket) {
  const line = new FeedLine(end, ['public'])
  const drained = { times: 0 }
  line.seat = { drain: () => drained.times++ }
  return { line, drained }
}

const wireOf = (end: ServerSocket): Socket => (end.conn.transport as unknown as { socket: { _socket: Socket } }).socket._socket

test.each(['websocket', 'polling'] as const)('[F7] by %s one text reaches every reader whole and in order', async (transport) => {
  await using two = await pair(transport)
  const lines = two.ends.map((end) => lineOf(end).line)
  const batches = [
    { live: false, entries: [['public', 1, 'aa', { name: 'केक “Ä” 🎂' }]] },
    { live: true, entries: [['public', 2, 'bb', { filler: 'x'.repeat(70_000) }]] },
  ]
  for (const batch of batches) {
    const text = JSON.stringify(batch)
    for (const line of lines) {
      await until('it is drained', () => line.drained())
      line.send(text)
    }
  }
  await until('both heard both', () => two.heard.every((batchesHeard) => batchesHeard.length === 2))
  expect(two.heard).toEqual([batches, batches])
  await until('both drained', () => lines.every((line) => line.drained()))
})

test('[F9] the frame is made once for all and goes straight to the wire of the installed WebSocket library', async () => {
  await using two = await pair('websocket')
  const written: unknown[] = []
  for (const end of two.ends) {
    await until('Engine.IO has nothing on its way', () => DirectWire.of(end.conn)?.free)
    end.conn.send = () => {
      throw new Error('it went through Engine.IO')
    }
    const wire = wireOf(end)
    const write = wire.write.bind(wire)
    wire.write = ((data: Buffer) => {
      written.push(data)
      return write(data)
    }) as typeof wire.write
    lineOf(end).line.send('{"live":true,"entries":[]}')
  }
  await until('both heard', () => two.heard.every((heard) => heard.length === 1))
  expect(written).toHaveLength(2)
  expect(written[0]).toBeInstanceOf(Buffer)
  expect(written[1]).toBe(written[0])
})

test('[F9] on a transport that is not known the batch goes through Engine.IO', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  Object.defineProperty(end.conn.transport, 'name', { value: 'another' })
  expect(DirectWire.of(end.conn)).toBeUndefined()
  const { line, drained } = lineOf(end)
  line.send('{"live":true,"entries":[]}')
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
  line.send('{"live":true,"entries":[]}')
  for (let i = 200; i < 210; i++) end.emit('feed', i)
  await until('all is heard', () => two.heard[0]?.length === 211)
  const numbers = Array.from({ length: 210 }, (_, i) => i)
  expect(two.heard[0]).toEqual([...numbers.slice(0, 200), { live: true, entries: [] }, ...numbers.slice(200)])
})

test('[F9] a client that does not read keeps one frame waiting, and gets the rest when it reads again', async () => {
  await using two = await pair('websocket')
  const [end] = two.ends
  if (end === undefined) throw new Error('nobody there')
  await until('Engine.IO has nothing on its way', () => DirectWire.of(end.conn)?.free)
  const { line, drained } = lineOf(end)
  // Far more than the kernel takes for a client whose event loop is held up by this very test.
  const text = `{"live":true,"entries":[],"filler":"${'x'.repeat(8_000_000)}"}`
  line.send(text)
  expect([line.drained(), wireOf(end).writableLength > 0]).toEqual([false, true])
  await until('it is drained', () => drained.times === 1 && line.drained())
  await until('it is heard', () => two.heard[0]?.length === 1)
})
