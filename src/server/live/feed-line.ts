import type { Socket } from 'socket.io'
import type { Line, Outgoing, Seat } from '../../feed/pump.ts'
import { DirectWire, toFrame } from './direct-wire.ts'

/**
 * One socket as the pump sees it. A batch is put into a WebSocket frame once for all who are sent the same, and written
 * straight to the wire; where that cannot be done (long polling, something of Socket.IO's own on its way) it goes through
 * Engine.IO.
 */
export class FeedLine implements Line {
  readonly audiences: readonly string[]
  /** Told when the socket, which had not taken everything at once, has. */
  seat: Pick<Seat, 'drain'> | undefined
  readonly #socket: Socket
  #wire: DirectWire | undefined
  /** What `drained` saw last. */
  #free = false
  #onTheWay = 0

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
    if (wire.write(frame)) return
    this.#onTheWay++
    wire.whenTaken(() => this.#sent())
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
