import type { Server } from 'socket.io'
import { type Connection, cut, waitingFor, whenRead, writtenTo } from './connection.ts'

/** What may be on its way to one plain client that has not said that it read it. Bytes. */
const MOST_UNREAD = 1024 * 1024
/** It is looked after each time so much was told to anybody, and asked for its word after so much. Bytes. */
const LOOK_EVERY = 128 * 1024

/** `read`: bytes that it has read, as it said last. */
type Word = { read: number; state: 'given' | 'asked' }

/**
 * A plain client has no position to come back to, so what it does not read waits in memory: the kernel's, some megabytes, and then
 * ours. Who falls behind is cut and starts again.
 */
export class Laggards {
  #told = 0
  readonly #rooms = new Set<string>()
  readonly #words = new WeakMap<Connection, Word>()

  /** Something of `bytes` was told to everybody in this room. */
  told(io: Server, room: string, bytes: number): void {
    this.#told += bytes
    this.#rooms.add(room)
    if (this.#told < LOOK_EVERY) return
    this.#told = 0
    const { rooms } = io.sockets.adapter
    const ids = new Set([...this.#rooms].flatMap((each) => [...(rooms.get(each) ?? [])]))
    this.#rooms.clear()
    for (const id of ids) {
      const connection = io.sockets.sockets.get(id)?.conn as unknown as Connection | undefined
      if (connection !== undefined && this.#unreadBy(connection) > MOST_UNREAD) cut(connection)
    }
  }

  #unreadBy(connection: Connection): number {
    const written = writtenTo(connection)
    const word = this.#words.get(connection) ?? { read: 0, state: 'given' }
    this.#words.set(connection, word)
    if (word.state === 'given' && written - word.read >= LOOK_EVERY) {
      word.state = 'asked'
      whenRead(connection, () => {
        word.read = written
        word.state = 'given'
      })
    }
    return written - word.read + waitingFor(connection)
  }
}
