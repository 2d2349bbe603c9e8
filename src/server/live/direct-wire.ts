import { writeSync } from 'node:fs'
import { Socket as TcpSocket } from 'node:net'
import type { Socket } from 'socket.io'

type Tcp = TcpSocket & { readonly _handle?: { readonly fd?: number } | null }
type Connection = Socket['conn']
type WebSocket = { readonly _socket?: Tcp | null; readonly _sender?: object }
type Transport = { readonly name: string; readonly writable: boolean; readonly socket?: WebSocket }
type Framer = { frame(data: Buffer, options: { fin: boolean; opcode: number; mask: boolean; rsv1: boolean; readOnly: boolean }): Buffer[] }

const TEXT = 1

/**
 * The TCP socket under a connection, for whole WebSocket frames: a packet's way through Engine.IO, `ws` and Node's stream costs
 * more than half as much again as the kernel's work. It reaches below what they promise; `feed-line.test.ts` holds it to the
 * installed versions, and where it finds anything else, the public API serves.
 */
export class DirectWire {
  readonly #transport: Transport
  readonly #tcp: Tcp
  readonly #handle: Tcp['_handle']
  readonly #descriptor: number

  private constructor(transport: Transport, tcp: Tcp) {
    this.#transport = transport
    this.#tcp = tcp
    this.#handle = tcp._handle
    this.#descriptor = descriptorOf(tcp)
  }

  /** undefined: it is no WebSocket, or not yet. Once it is one it stays one. */
  static of(conn: Connection): DirectWire | undefined {
    const transport = conn.transport as unknown as Transport
    const tcp = transport.name === 'websocket' ? transport.socket?._socket : undefined
    return typeof tcp?.write === 'function' ? new DirectWire(transport, tcp) : undefined
  }

  /** Nothing of Engine.IO's own is on its way, which would have to go first. */
  get free(): boolean {
    return this.#transport.writable && this.#tcp.writable
  }

  /** False: the kernel has not taken all of it yet; see {@link whenTaken}. */
  write(frame: Buffer): boolean {
    const taken = this.#hand(frame)
    if (taken === frame.length) return true
    this.#tcp.write(taken === 0 ? frame : frame.subarray(taken))
    return this.#tcp.writableLength === 0
  }

  /** Bytes that the kernel took at once. What is wrong with the line, the stream will say: it is written the rest. */
  #hand(frame: Buffer): number {
    // Behind what waits in the stream; and the number of a closed descriptor may be somebody else's by now.
    if (this.#descriptor < 0 || this.#tcp.writableLength > 0 || this.#tcp._handle !== this.#handle) return 0
    try {
      return writeSync(this.#descriptor, frame)
    } catch {
      return 0
    }
  }

  /** Calls back when the kernel has taken everything written so far. */
  whenTaken(taken: () => void): void {
    this.#tcp.write(NOTHING, taken)
  }
}

/** Of plain TCP alone: that of an encrypted socket lies below the encryption. -1: none, or the platform does not tell. */
const descriptorOf = (tcp: Tcp): number =>
  Object.getPrototypeOf(tcp) === TcpSocket.prototype && Number.isInteger(tcp._handle?.fd) ? (tcp._handle?.fd ?? -1) : -1

const NOTHING = Buffer.alloc(0)

/** A WebSocket text frame of an Engine.IO message, by the `ws` that this very connection runs on. undefined: it cannot make one. */
export function toFrame(message: string, conn: Connection): Buffer | undefined {
  const sender = (conn.transport as unknown as Transport).socket?._sender
  const framer = sender?.constructor as Partial<Framer> | undefined
  if (typeof framer?.frame !== 'function') return undefined
  return Buffer.concat(framer.frame(Buffer.from(`4${message}`), { fin: true, opcode: TEXT, mask: false, rsv1: false, readOnly: false }))
}
