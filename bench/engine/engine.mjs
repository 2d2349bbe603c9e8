import { createServer } from 'node:http'
import { obey } from '../peers/host.mjs'
import { LogInMemory } from './log-in-memory.mjs'

/** The sync engine and its Socket.IO edge alone, as they are built, on a log in memory: no shop, no database. */
const built = (path) => import(new URL(`../../build/node/${path}`, import.meta.url).href)
const { startNode } = await built('feed/node.js')
const { parseCursor } = await built('feed/cursor.js')
const { Holders } = await built('server/live/holders.js')
const { Crowd } = await built('server/live/crowd.js')
const { acceptSockets } = await built('server/live/sockets.js')

const later = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

const nobody = { ofHandshake: async () => null, again: async () => null }
const log = new LogInMemory()
const holders = new Holders(nobody.again)
const node = await startNode(
  log,
  { now: () => performance.now(), soon: setImmediate, later },
  { moment: () => undefined, forked: () => undefined },
  { ringBytes: 32 * 1024 * 1024, warm: 5000 },
)
const edge = {
  addresses: new Crowd(Number.POSITIVE_INFINITY),
  sessions: new Crowd(Number.POSITIVE_INFINITY),
  streams: new Set(),
  changes: () => holders.count,
  hold: (viewer, since, connection) => holders.hold(viewer, since, connection),
  stalledFor: () => null,
  follow: async (line, text) => {
    const place = await node.place({ cursor: parseCursor(text), audiences: line.audiences })
    return 'reset' in place ? place : { join: () => node.join(line, place.seq) }
  },
}
const server = createServer()
acceptSockets(server, { config: {}, log: console }, nobody, edge)
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  obey({
    port: server.address().port,
    clients: () => node.readers,
    more: () => ({ reads: log.reads }),
    say: (change) => {
      log.append(JSON.stringify({ type: 'said', entity: `e:${change.i % 50}`, rev: change.i, at: '', data: change }))
      void node.wake()
    },
  }),
)
