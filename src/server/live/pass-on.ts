import { randomBytes } from 'node:crypto'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Server } from 'socket.io'
import { callerOf, type Trust, tellCaller } from '../http/client-address.ts'
import { type Neighbours, PASSED } from './neighbours.ts'
import type { Place } from './nodes.sql.ts'

/** As Engine.IO says it: the client begins a new session. */
const UNKNOWN = JSON.stringify({ code: 1, message: 'Session ID unknown' })

type Engine = {
  generateId: () => string
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/**
 * A session of long polling lives on one node, and its next request may come in by another: that one passes it on. The id of a
 * session begins with its node's.
 */
export function passOn(io: Server, neighbours: Neighbours, trust: Trust): void {
  const engine = io.engine as unknown as Engine
  const own = { request: engine.handleRequest.bind(engine), upgrade: engine.handleUpgrade.bind(engine) }
  engine.generateId = () => `${neighbours.id}.${randomBytes(15).toString('base64url')}`

  const passedBy = ({ secret }: Place, message: IncomingMessage) => `${secret} ${callerOf(message, trust)}`
  const ownerOf = (message: IncomingMessage): string | null => {
    const passed = message.headers[PASSED]
    if (passed !== undefined) {
      const [word, caller] = String(passed).split(' ')
      if (word === neighbours.secret && caller !== undefined) tellCaller(message, caller)
      return null
    }
    const id = new URL(message.url ?? '', 'http://shop').searchParams.get('sid')?.split('.')[0]
    return id === undefined || id === neighbours.id ? null : id
  }
  engine.handleRequest = (message, response) => {
    const owner = ownerOf(message)
    if (owner === null) return own.request(message, response)
    void neighbours.placeOf(owner).then((place) => {
      if (place === null) own.request(message, response)
      else passRequest(place, passedBy(place, message), message, response)
    })
  }
  engine.handleUpgrade = (message, socket, head) => {
    const owner = ownerOf(message)
    if (owner === null) return own.upgrade(message, socket, head)
    const gone = () => socket.destroy()
    socket.on('error', gone)
    void neighbours.placeOf(owner).then((place) => {
      socket.off('error', gone)
      if (place === null) own.upgrade(message, socket, head)
      else passUpgrade(place, passedBy(place, message), message, { near: socket, head })
    })
  }
}

function passRequest({ url }: Place, passed: string, message: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = message
  const far = request(new URL(message.url ?? '', url), { method, headers: { ...headers, [PASSED]: passed } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  far.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(400, { 'content-type': 'application/json' }).end(UNKNOWN)
  })
  response.on('close', () => far.destroy())
  message.pipe(far)
}

function passUpgrade({ url }: Place, passed: string, message: IncomingMessage, { near, head }: { near: Duplex; head: Buffer }): void {
  const { hostname, port } = new URL(url)
  const far = connect(Number(port || 80), hostname.replace(/^\[|\]$/g, ''))
  const end = () => {
    near.destroy()
    far.destroy()
  }
  for (const each of [near, far]) each.on('error', end).on('close', end)
  far.on('connect', () => {
    far.write(`${message.method} ${message.url} HTTP/1.1\r\n${headersOf(message)}${PASSED}: ${passed}\r\n\r\n`)
    far.write(head)
    near.pipe(far).pipe(near)
  })
}

/** As they came: node has checked them, and none holds a line break. */
const headersOf = ({ rawHeaders }: IncomingMessage): string =>
  rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
