import type { Server, Socket } from 'socket.io'
import { type Connection, cut } from './connection.ts'

/** Milliseconds. */
const WINDOW = 10_000
/** A client of the shop needs a packet now and then. Events beyond this in one window are not looked at … */
const HEARD = 100
/** … and beyond so many packets of any kind it is cut. */
const BORNE = 500

type Account = { since: number; packets: number; events: number }
const accounts = new WeakMap<object, Account>()

/** Counts whatever a connection sends, before it is understood: events, acknowledgements, namespaces, noise. */
export function limitFloods(io: Server): void {
  io.engine.on('connection', (connection: Connection) => {
    const account: Account = { since: performance.now(), packets: 0, events: 0 }
    accounts.set(connection, account)
    connection.on('packet', () => {
      const now = performance.now()
      if (now - account.since > WINDOW) {
        account.since = now
        account.packets = 0
        account.events = 0
      }
      if (++account.packets > BORNE) cut(connection)
    })
  })
}

/** Drops the events of a socket that sends too many. */
export function throttle(socket: Socket): void {
  socket.use((_event, next) => {
    const account = accounts.get(socket.conn)
    if (account === undefined || ++account.events <= HEARD) next()
  })
}
