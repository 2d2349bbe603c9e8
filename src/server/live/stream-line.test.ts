import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { until } from '../../../test/support/until.ts'
import { StreamLine } from './stream-line.ts'

const EPOCH = '00000000-0000-4000-8000-000000000000'

/** A line to a client that does not read yet. */
async function open() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const [response, heard] = await Promise.all([
    new Promise<ServerResponse>((resolve) =>
      server.once('request', (_request, response) => {
        response.flushHeaders()
        resolve(response)
      }),
    ),
    new Promise<IncomingMessage>((resolve) => get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, resolve)),
  ])
  const line = new StreamLine(response, ['public'], `${EPOCH}~public.0.`)
  const close = async () => {
    heard.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { line, heard, response, [Symbol.asyncDispose]: close }
}

test('[B19] a stream that takes nothing stands still, also when nothing new is sent; one that is read moves', async () => {
  await using stream = await open()
  const { line, heard, response } = stream
  let n = 0
  const send = () =>
    line.send({ text: JSON.stringify({ live: true, entries: [['public', ++n, '0123456789abcdef', { filler: 'x'.repeat(1_000_000) }]] }) })
  expect([line.moves(), line.moves()]).toEqual([true, true])
  // What the kernel takes and then some.
  for (let i = 0; i < 20; i++) send()
  expect(line.moves()).toBe(true)
  expect(line.moves()).toBe(false)
  response.write(': \n\n')
  expect(line.moves()).toBe(false)
  heard.resume()
  await until('all was taken', () => response.writableLength === 0)
  expect([line.moves(), line.moves()]).toEqual([true, true])
  send()
  expect(line.moves()).toBe(true)
})
