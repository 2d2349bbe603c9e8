import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'socket.io'
import type { Config } from '../config.ts'
import { callerOf, trustOf } from '../http/client-address.ts'
import { judgeOrigin } from '../http/origin.ts'
import { type Connection, cut } from './connection.ts'
import type { Crowd } from './crowd.ts'

/** Milliseconds. */
const GRACE = 1000
const SESSION_COOKIE = /(?:^|; *)((?:__Host-)?cakewire(?:-[a-z]+)?=[^;]*)/g

/** The sessions that a request brings, as cookies. */
const sessionsIn = ({ headers }: IncomingMessage): string[] =>
  [...(headers.cookie ?? '').matchAll(SESSION_COOKIE)].map(([, pair = '']) => pair)

/**
 * Who may speak to the sockets at all, before anybody asks who it is: pages of this shop, from addresses that do not hold too
 * many connections already, and whoever goes on with a connection must be the one who began it.
 */
export function guardDoor(io: Server, config: Pick<Config, 'publicUrl'>, addresses: Crowd): void {
  const trust = trustOf(config)
  const { engine } = io
  const began = (sid: string) => (engine as unknown as { clients: Record<string, Connection> }).clients[sid]?.request

  // `cors.origin` would not guard the WebSocket transport, and `allowRequest` answers it with 400.
  engine.use((request: IncomingMessage & { _query: Record<string, string> }, response: ServerResponse, next: () => void) => {
    if (judgeOrigin(request, config.publicUrl) === 'foreign') return turnAway(request, response, 403)
    const { sid } = request._query
    if (sid === undefined) return addresses.isFull(callerOf(request, trust)) ? turnAway(request, response, 429) : next()
    const first = Object.hasOwn((engine as unknown as { clients: object }).clients, sid) ? began(sid) : undefined
    if (first !== undefined && !isSame(first, request)) return turnAway(request, response, 403)
    next()
  })

  /** A stolen id of a connection is worth nothing without the address and the cookies that it began with. */
  const isSame = (first: IncomingMessage, request: IncomingMessage): boolean => {
    const brought = sessionsIn(request)
    return callerOf(first, trust) === callerOf(request, trust) && sessionsIn(first).every((pair) => brought.includes(pair))
  }

  engine.on('connection', (connection: Connection) => {
    // Again, now that it counts: many may have come through the door at once.
    const leave = addresses.enter(callerOf(connection.request, trust))
    if (leave === null) return cut(connection)
    connection.once('close', () => {
      leave()
      // A WebSocket waits for the other side's leave-taking: not for long.
      setTimeout(() => connection.transport.socket?.terminate(), GRACE).unref()
    })
  })
}

const SAID = { 403: 'Forbidden', 429: 'Too Many Requests' } as const

function turnAway(request: IncomingMessage, response: ServerResponse, status: keyof typeof SAID): void {
  const head = status === 429 ? { 'retry-after': '30' } : {}
  if (request.headers.upgrade === undefined)
    return void response.writeHead(status, { 'content-type': 'text/plain', ...head }).end(SAID[status])
  // An upgrade has no response to write to.
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  request.socket.end(`HTTP/1.1 ${status} ${SAID[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${lines.join('')}\r\n`)
}
