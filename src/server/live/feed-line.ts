import type { Socket } from 'socket.io'
import type { Line, Outgoing, Seat } from '../../feed/pump.ts'
import { type Connection, whenRead } from './connection.ts'
import { DirectWire, toFrame } from './direct-wire.ts'

/**
 * What may be on its way to a client before it is asked whether it has read that; and as much again while it does not answer. The kernel alone
 * takes some megabytes for each line that is not read. Bytes.
 */
const UNREAD = 256 * 1024

/**
 * One socket as the pump sees it. A batch is put into a WebSocket frame once for all who are sent the same, and written
 * straight to the wire; where that cannot be done (long polling, something of Socket.IO's own on its way) it goes through
 * Engine.IO.
 */
export class FeedLine implements Line {
  readonly audiences: readonly string[]
  /** Told when the client, which had not taken everything at once, has. */
  seat: Pick<Seat, 'drain'> | undefined
  readonly #socket: Socket
  #wire: DirectWire | undefined
  /** What `drained` saw last. */
  #free = false
  #onTheWay = 0
  /** Bytes written since it was asked last. At first each line has some more of its own: those that are told the same are not all asked at once. */
  #unread = (-Math.random() * UNREAD) / 2
  #asked: 'no' | 'asked' | 'waited for' = 'no'

  constructor(socket: Socket, audiences: readonly string[]) {
    this.#socket = socket
    this.audiences = audiences
  }

  /** Looks at all that `send` will look at, so that the pump's groups have it at hand. */
  drained(): boolean {
    this.#wire ??= DirectWire.of(this.#socket.conn)
    this.#free = this.#wire?.free === true
    return this.#onTheWay === 0
  }

  send(batch: Outgoing): void {
    const wire = this.#free && this.#wire?.free === true ? this.#wire : undefined
    const frame = wire && (frames.get(batch) ?? this.#frame(batch))
    if (wire !== undefined && frame !== undefined) this.#write(wire, frame)
    else this.#hand(packetOf(batch))
  }

  #frame(batch: Outgoing): Buffer | undefined {
    const frame = toFrame(packetOf(batch), this.#socket.conn)
    if (frame !== undefined) frames.set(batch, frame)
    return frame
  }

  #write(wire: DirectWire, frame: Buffer): void {
    if (!wire.write(frame)) {
      this.#onTheWay++
      wire.whenTaken(() => this.#sent())
    }
    this.#unread += frame.length
    if (this.#unread < UNREAD) return
    if (this.#asked === 'no') this.#ask()
    else if (this.#asked === 'asked') {
      this.#asked = 'waited for'
      this.#onTheWay++
    }
  }

  #ask(): void {
    this.#asked = 'asked'
    this.#unread = 0
    whenRead(this.#socket.conn as unknown as Connection, () => {
      const waitedFor = this.#asked === 'waited for'
      this.#asked = 'no'
      if (!waitedFor) return
      this.#ask()
      this.#sent()
    })
  }

  #hand(packet: string): void {
    this.#onTheWay++
    // Its types leave out the option.
    this.#socket.conn.send(packet, { compress: false } as object, () => this.#sent())
  }

  #sent(): void {
    this.#onTheWay--
    // Called back in the middle of the writer's own work.
    process.nextTick(() => this.seat?.drain())
  }

  fail(): void {
    this.#socket.disconnect(true)
  }
}

const packetOf = ({ text }: Outgoing): string => `2["feed",${text}]`

/** For as long as the pump keeps the batch. */
const frames = new WeakMap<Outgoing, Buffer>()
