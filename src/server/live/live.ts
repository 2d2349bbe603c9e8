import type { Server as HttpServer } from 'node:http'
import type { Server } from 'socket.io'
import { parseCursor } from '../../feed/cursor.ts'
import type { Entry } from '../../feed/entry.ts'
import type { Log } from '../../feed/log.ts'
import { startNode } from '../../feed/node.ts'
import type { SessionReader } from '../accounts/session-reader.ts'
import { CONTROL, type ERASED, type Revocation } from '../db/append.sql.ts'
import type { Connection } from '../db/database.ts'
import { erasedSince, feedLog } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import { trustOf } from '../http/client-address.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Redis } from '../redis/redis.ts'
import { emitClassic } from './classic.ts'
import { Crowd } from './crowd.ts'
import { Holders } from './holders.ts'
import { Laggards } from './laggards.ts'
import type { Neighbours } from './neighbours.ts'
import { passOn } from './pass-on.ts'
import { sendElsewhere } from './send-elsewhere.ts'
import { acceptSockets, type Edge, tellStall } from './sockets.ts'
import { spaced } from './spaced.ts'
import { startWaking } from './wake.ts'
import { watchTail } from './watch-tail.ts'

const UNREADABLE = { reset: 'unreadable' } as const
const RING = 32 * 1024 * 1024
const WARM = 5000
/** Under load one look finds what many commits wrote. Milliseconds. */
const LOOK_SPACING = 10

export type Live = {
  readonly io: Server
  /** Where other transports join. */
  readonly edge: Edge
  /** Everything at or below it has been handed to this node's sockets. */
  readonly published: number
  readonly sockets: number
  /** `stalled`: the feed has entries that this node does not hand out, or cannot be read. Seen within 3 s. */
  health(): 'ok' | 'stalled'
  /** Looks for news now. */
  wake(): Promise<void>
  close(): Promise<void>
}

/** What a node has besides its database, if anything. */
export type Around = { readonly redis: Redis | null; readonly metrics: Metrics | null; readonly neighbours: Neighbours | null }

/** The Socket.IO edge of this node: one tail, one ring, one pump, and every socket with its position. */
export async function startLive(
  http: HttpServer,
  deps: Deps,
  connection: Connection,
  sessions: SessionReader,
  { redis, metrics, neighbours }: Around,
): Promise<Live> {
  const { db, log, config } = deps
  const feed = counted(
    feedLog(db, () => waking.line()),
    metrics,
  )
  const holders = new Holders(sessions.again)
  const laggards = new Laggards()
  let erased: 'told' | 'forgotten' = 'forgotten'
  const obey = (order: Revocation | typeof ERASED): void => {
    if ('erased' in order) erased = 'told'
    else holders.revoke(order)
  }
  const odd = ({ audience, n }: Entry, err: unknown) =>
    log.error({ err, audience, n }, 'an entry of the feed cannot be said to plain clients')
  const node = await startNode(
    feed,
    { now: () => performance.now(), soon: setImmediate, later },
    {
      // Nothing later is handed out before the revocations of this moment are done.
      moment: (moment) => {
        holders.endOverdue()
        for (const entry of moment.entries) if (entry.audience === CONTROL) obey(JSON.parse(entry.body) as Revocation | typeof ERASED)
        emitClassic(io, moment, laggards, odd)
      },
      // A revocation may be among what the restored history does not have: everybody identifies anew.
      forked: () => {
        log.warn('the feed was set back or replaced: every screen starts again')
        holders.endAll()
      },
    },
    { ringBytes: RING, warm: WARM },
  )
  const edge: Edge = {
    addresses: new Crowd(config.sockets.perAddress),
    sessions: new Crowd(config.sockets.perSession),
    streams: new Set(),
    changes: () => holders.count,
    hold: (viewer, since, connection) => holders.hold(viewer, since, connection),
    stalledFor: () => watch.stalledFor(),
    follow: async (line, cursorText) => {
      const cursor = parseCursor(cursorText)
      const place = cursor === null ? UNREADABLE : await node.place({ cursor, audiences: line.audiences })
      if ('reset' in place) {
        metrics?.reset(place.reset)
        return place
      }
      metrics?.replay(node.published - place.seq)
      return { join: () => node.join(line, place.seq) }
    },
  }
  const io = acceptSockets(http, deps, sessions, edge)

  /** What was erased from the log is not handed out from memory either; tried again until it is done. */
  const forget = async (): Promise<void> => {
    try {
      node.forget(await erasedSince(db, node.floor))
    } catch (error) {
      erased = 'told'
      throw error
    }
  }
  let failing = false
  const wake = async (): Promise<void> => {
    try {
      await node.wake()
      if (erased === 'told') {
        erased = 'forgotten'
        await forget()
      }
      if (failing) log.info('the feed can be read again')
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the feed cannot be read')
      failing = true
    }
  }
  const watch = watchTail({
    head: async () => (await feed.head()).seq,
    published: () => node.published,
    onChange: (stalledFor) => tellStall(io, stalledFor),
  })
  const looking = spaced(() => void wake(), LOOK_SPACING)
  // Nearly always in vain: were it spaced too, every twenty-fifth commit of a quiet shop would wait for the look before it.
  const waking = startWaking(connection, { wake: looking.ask, poll: () => void wake() }, log, redis)
  db.onCommit(waking.committed)
  if (neighbours !== null) passOn(io, neighbours, trustOf(config))
  if (metrics !== null) {
    io.on('connection', (socket) => socket.on('disconnect', metrics.left))
    const stalledFor = () => watch.stalledFor()
    metrics.measure({ head: () => feed.head(), published: () => node.published, stalledFor, viewers: () => holders.viewers() })
  }

  return {
    io,
    edge,
    get published() {
      return node.published
    },
    get sockets() {
      return holders.size
    },
    health: () => (watch.stalledFor() === null ? 'ok' : 'stalled'),
    wake,
    async close() {
      looking.close()
      for (const goElsewhere of edge.streams) goElsewhere()
      await sendElsewhere(io)
      watch.close()
      await waking.close()
      // Cuts the line below Socket.IO: a client that is told to go would stay away. It resolves when the streams have ended too.
      const closed = io.close()
      holders.close()
      await closed
    },
  }
}

const later = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** The same log, with its reads for clients counted. */
function counted(log: Log, metrics: Metrics | null): Log {
  if (metrics === null) return log
  return {
    ...log,
    locate: (...asked) => {
      metrics.read('place')
      return log.locate(...asked)
    },
    page: (...asked) => {
      metrics.read('page')
      return log.page(...asked)
    },
  }
}
