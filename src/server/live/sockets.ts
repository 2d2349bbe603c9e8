import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { Handshake } from '../../contract/handshake.ts'
import type { RefusalCode } from '../../contract/refusal.ts'
import { REFUSALS } from '../../contract/refusal.ts'
import { WIRE_ROLE } from '../../domain/role.ts'
import type { ResetReason } from '../../feed/log.ts'
import type { Line, Seat } from '../../feed/pump.ts'
import type { SessionReader } from '../accounts/session-reader.ts'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { judgeOrigin } from '../http/origin.ts'
import { roomOf } from './classic.ts'
import { type Connection, cut } from './connection.ts'
import type { Crowd } from './crowd.ts'
import { guardDoor } from './door.ts'
import { FeedLine } from './feed-line.ts'
import { limitFloods, throttle } from './flood.ts'
import type { Held, Hold } from './holders.ts'
import { answerAuth } from './socket-auth.ts'

export type Followed = { reset: ResetReason } | { join: () => Seat }

/** The node as its transports see it. */
export type Edge = {
  /** How many changes of authority this node has seen. Ask before a session is read. */
  changes(): number
  /** Registers a connection, with the changes that had been seen before its session was read; null: the right is gone already. */
  hold(viewer: Viewer | null, since: number, connection: Held): Hold | null
  /** Who has how many sockets and streams open. */
  readonly addresses: Crowd
  readonly sessions: Crowd
  /** Open streams: each, told to, sends its client elsewhere. */
  readonly streams: Set<() => void>
  /** Milliseconds since this node stands still; null: it keeps up. */
  stalledFor(): number | null
  /** Places a reader. Rejects when the log cannot be read. */
  follow(line: Line, cursor: string): Promise<Followed>
}

type SocketData = {
  /** As it shook hands. */
  viewer: Viewer | null
  auth: Handshake
  since: number
  /** Its audiences are others from now on. */
  become: (viewer: Viewer) => void
}
type Events = Record<string, (...args: unknown[]) => void>
export type ShopSocket = Socket<Events, Events, Events, SocketData>

const MAX_MESSAGE = 64 * 1024
/** To say who it is, and to take its leave. Milliseconds. */
const HANDSHAKE = 10_000
const GRACE = 1000
/** A line that is dead without a word, as after a tunnel, is noticed by both ends after their sum at most. Milliseconds. */
const HEARTBEAT = { pingInterval: 15_000, pingTimeout: 10_000 }

/** Lets sockets in, by their session alone, and gives each its place: a feed client its position, a classic one its rooms. */
export function acceptSockets(http: HttpServer, { config, log }: Deps, sessions: SessionReader, edge: Edge): Server {
  const io = new Server<Events, Events, Events, SocketData>(http, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE,
    connectTimeout: HANDSHAKE,
    ...HEARTBEAT,
    // Nobody else here takes an upgrade.
    destroyUpgradeTimeout: 10,
    // A shared frame is compressed once or not at all.
    perMessageDeflate: false,
  })
  guardDoor(io as unknown as Server, config, edge.addresses)
  limitFloods(io as unknown as Server)

  /** One handshake a connection: each reads a session. */
  const greeted = new WeakSet<object>()
  io.use((socket, next) => {
    if (greeted.has(socket.conn)) return next(connectError('request.invalid'))
    greeted.add(socket.conn)
    const since = edge.changes()
    identify(socket, sessions, config.publicUrl).then(
      (found) => {
        if (typeof found === 'string') return next(connectError(found))
        if (found.viewer !== null && edge.sessions.isFull(found.viewer.session)) return next(connectError('rate.limited'))
        socket.data = { ...found, since, become: () => undefined }
        next()
      },
      (error: unknown) => {
        log.warn({ err: error }, 'a socket could not be identified')
        next(connectError('server.busy'))
      },
    )
  })

  io.on('connection', (socket) => {
    const { viewer, since } = socket.data
    const end = () => endSocket(socket)
    const leave = viewer === null ? () => undefined : edge.sessions.enter(viewer.session)
    if (leave === null) return end()
    socket.on('disconnect', leave)
    const hold = edge.hold(viewer, since, { end, become: (other) => socket.data.become(other) })
    if (hold === null) return end()
    socket.on('disconnect', hold.release)
    throttle(socket as unknown as Socket)
    answerUserRole(socket)
    answerAuth(socket, hold, sessions, edge)
    place(socket, edge).catch((error: unknown) => {
      log.warn({ err: error }, 'a socket could not be placed')
      end()
    })
  })
  return io as unknown as Server
}

/** Tells it to go, and does not wait long for one that does not read. */
function endSocket(socket: ShopSocket): void {
  socket.disconnect(true)
  setTimeout(() => cut(socket.conn as unknown as Connection), GRACE).unref()
}

const connectError = (code: RefusalCode): Error => Object.assign(new Error(REFUSALS[code][1]), { data: { code } })

async function identify(socket: ShopSocket, sessions: SessionReader, publicUrl: string | undefined) {
  const auth = Handshake.safeParse(socket.handshake.auth ?? {})
  if (!auth.success) return 'request.invalid' as const
  // Without a page of ours behind it a cookie counts for nothing: another site may have sent it.
  const request = socket.request as IncomingMessage
  const cookieHeader = judgeOrigin(request, publicUrl) === 'ours' ? (request.headers.cookie ?? '') : ''
  const viewer = await sessions.ofHandshake({ cookieHeader, token: auth.data.token, seat: auth.data.seat })
  return typeof viewer === 'string' ? viewer : { viewer, auth: auth.data }
}

async function place(socket: ShopSocket, edge: Edge): Promise<void> {
  const { viewer, auth } = socket.data
  if (auth.cursor === undefined) {
    socket.data.become = (other) => {
      for (const room of [...socket.rooms]) if (room !== socket.id) void socket.leave(room)
      void socket.join(audiencesOf(other).map(roomOf))
    }
    await socket.join(audiencesOf(viewer).map(roomOf))
    return
  }
  const audiences = audiencesOf(viewer)
  // Its snapshot was made for the rights that it had.
  const moved: Viewer[] = []
  socket.data.become = (other) => void moved.push(other)
  const reset = (reason: ResetReason) => void socket.emit('reset', { reason })
  const line = new FeedLine(socket as unknown as Socket, audiences)
  const followed = await edge.follow(line, auth.cursor)
  if (!socket.connected) return
  if ('reset' in followed) return reset(followed.reset)
  if (moved.length > 0) return reset('audience')
  const seat = followed.join()
  line.seat = seat
  socket.on('disconnect', () => seat.remove())
  socket.data.become = () => {
    seat.remove()
    reset('audience')
  }
  await socket.join(FEED)
  const ago = edge.stalledFor()
  if (ago !== null) socket.emit('stalled', { ago })
}

/** All who speak the feed protocol. */
const FEED = 'feed'

/** A screen must not look live while its node stands still: `stalled` with the milliseconds since, and `fresh` when it moves again. */
export function tellStall(io: Server, stalledFor: number | null): void {
  if (stalledFor === null) io.local.to(FEED).emit('fresh')
  else io.local.to(FEED).emit('stalled', { ago: stalledFor })
}

/** The seed's call. It never grants anything: rooms come from the session. */
function answerUserRole(socket: ShopSocket): void {
  const { viewer } = socket.data
  socket.on('user_role', (role: unknown, userId: unknown) => {
    const agrees = viewer !== null && role === WIRE_ROLE[viewer.role] && userId === viewer.accountId
    if (!agrees) socket.emit('access_denied', { code: 'access.denied' })
  })
}
