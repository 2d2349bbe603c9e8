import type { Server } from 'socket.io'
import { type Connection, cut, waitingIn } from './connection.ts'

/** What may wait for one plain client that does not read. Bytes. */
const MOST_WAITING = 512 * 1024
/** It is looked after each time so much was told to anybody. */
const LOOK_EVERY = 128 * 1024

/**
 * A plain client has no position to come back to, so what it does not read waits in memory. Who falls behind is cut and
 * starts again; feed clients never come so far: the pump writes to the drained alone.
 */
export class Laggards {
  #told = 0
  readonly #rooms = new Set<string>()

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
      if (connection !== undefined && waitingIn(connection) > MOST_WAITING) cut(connection)
    }
  }
}
