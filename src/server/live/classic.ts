import type { Server } from 'socket.io'
import type { Change } from '../../contract/events.ts'
import type { Notification } from '../../contract/notification.ts'
import type { Entry, Moment } from '../../feed/entry.ts'
import type { Laggards } from './laggards.ts'

/** The seed's rooms: `public`, `admin`, `user_<id>`. */
export const roomOf = (audience: string): string => audience.replace(/^user:/, 'user_')

/** What the seed's clients expect: `{timestamp, data}`, and notifications with their fields laid out. */
function payloadOf(change: Change): unknown {
  if (!change.type.endsWith('_notification')) return { timestamp: change.at, data: change.data }
  const { message, type, data, _id } = change.data as Notification
  return { timestamp: change.at, _id, message, type, data }
}

/**
 * Hands a moment to the plain Socket.IO clients of this node, one event per change. A client that is in several of a
 * change's audiences gets it once, in the projection that comes first.
 * @param odd is told of an entry that cannot be said to them; it keeps nobody from the others
 */
export function emitClassic(io: Server, moment: Moment, laggards: Laggards, odd: (entry: Entry, error: unknown) => void): void {
  const told = new Map<string, string[]>()
  const tell = (entry: Entry): void => {
    const room = roomOf(entry.audience)
    if (!hasListeners(io, room)) return
    const change = parse(entry)
    if (change === null) return
    const before = told.get(change.entity) ?? []
    io.local.to(room).except(before).emit(change.type, payloadOf(change))
    told.set(change.entity, [...before, room])
    laggards.told(io, room, entry.body.length)
  }
  for (const entry of moment.entries) {
    try {
      tell(entry)
    } catch (error) {
      odd(entry, error)
    }
  }
}

const hasListeners = (io: Server, room: string): boolean => (io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0

const parse = (entry: Entry): Change | null => JSON.parse(entry.body) as Change | null
