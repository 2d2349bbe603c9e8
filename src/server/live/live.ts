import type { Server as HttpServer } from 'node:http'
import type { Server } from 'socket.io'
import { parseCursor } from '../../feed/cursor.ts'
import type { Moment } from '../../feed/entry.ts'
import type { Log } from '../../feed/log.ts'
import { Pump } from '../../feed/pump.ts'
import { Ring } from '../../feed/ring.ts'
import { Tail } from '../../feed/tail.ts'
import { CONTROL, type Revocation } from '../db/append.sql.ts'
import type { Connection } from '../db/database.ts'
import { feedLog } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import { emitClassic } from './classic.ts'
import { concerns, Revocations } from './revocations.ts'
import { acceptSockets, type LiveSocket, type SessionGate } from './sockets.ts'
import { startWaking } from './wake.ts'

const RING = 32 * 1024 * 1024
const STALLED_AFTER = 3000

export type Live = {
  readonly io: Server
  /** Everything at or below it has been handed to this node's sockets. */
  readonly published: number
  readonly sockets: number
  /** `stalled`: for more than 3 s the feed has entries that this node did not hand out. */
  health(): Promise<'ok' | 'stalled'>
  /** Looks for news now. */
  wake(): Promise<void>
  close(): Promise<void>
}

/** The Socket.IO edge of this node: one tail, one ring, one pump, and every socket with its position. */
export async function startLive(http: HttpServer, deps: Deps, connection: Connection, gate: SessionGate): Promise<Live> {
  const { db, log } = deps
  const feed: Log = feedLog(db)
  const { seq } = await feed.head()
  const ring = new Ring(seq, RING)
  const pump = new Pump(ring, feed, { now: () => performance.now(), soon: setImmediate, later })
  const revocations = new Revocations()
  const sockets = new Set<LiveSocket>()

  /** Synchronous: nothing later is handed out before the revocations of this moment are done. */
  const publish = (moment: Moment): void => {
    for (const entry of moment.entries) if (entry.audience === CONTROL) revoke(moment.seq, JSON.parse(entry.body) as Revocation)
    ring.push(moment)
    emitClassic(io, moment)
    pump.kick()
  }
  const revoke = (at: number, revocation: Revocation): void => {
    revocations.note(at, revocation)
    for (const live of sockets) if (live.viewer !== null && concerns(revocation, live.viewer)) live.end()
  }

  const tail = new Tail(feed, publish, seq)
  const io = acceptSockets(http, deps, gate, {
    published: () => tail.published,
    revokedSince: (at, viewer) => revocations.sawSince(at, viewer),
    opened: (live) => sockets.add(live),
    closed: (live) => sockets.delete(live),
    follow: async (line, cursorText) => {
      const cursor = parseCursor(cursorText)
      if (cursor === null) return { reset: 'unreadable' }
      const found = await feed.locate(cursor, line.audiences)
      return 'reset' in found ? found : { join: () => pump.add(line, found.seq) }
    },
  })

  let failing = false
  let behindSince: number | undefined
  const wake = async (): Promise<void> => {
    try {
      await tail.wake()
      if (failing) log.info('the feed can be read again')
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the feed cannot be read')
      failing = true
    }
  }
  const waking = startWaking(connection, () => void wake(), log)

  return {
    io,
    get published() {
      return tail.published
    },
    get sockets() {
      return sockets.size
    },
    async health() {
      const head = await feed.head()
      if (head.seq <= tail.published) behindSince = undefined
      else behindSince ??= performance.now()
      return behindSince !== undefined && performance.now() - behindSince > STALLED_AFTER ? 'stalled' : 'ok'
    },
    wake,
    async close() {
      await waking.close()
      // Told first, so that clients come back at once and not when a timeout ends.
      io.local.emit('draining')
      io.local.disconnectSockets(true)
      await io.close()
    },
  }
}

const later = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
