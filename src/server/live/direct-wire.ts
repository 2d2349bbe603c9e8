import type { Socket as TcpSocket } from 'node:net'
import type { Socket } from 'socket.io'

type Connection = Socket['conn']
type Transport = { readonly name: string; readonly writable: boolean; readonly socket?: { _socket?: TcpSocket | null; _sender?: object } }
type Framer = { frame(data: Buffer, options: { fin: boolean; opcode: number; mask: boolean; rsv1: boolean; readOnly: boolean }): Buffer[] }

const TEXT = 1

/**
 * The TCP socket under a connection, for whole WebSocket frames: a packet's way through Engine.IO and `ws` costs as much
 * again as the kernel's work. It reaches below what the two promise; `feed-line.test.ts` holds it to the installed versions,
 * and where it finds anything else, the public API serves.
 */
export class DirectWire {
  readonly #transport: Transport
  readonly #tcp: TcpSocket

  private constructor(transport: Transport, tcp: TcpSocket) {
    this.#transport = transport
    this.#tcp = tcp
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
    this.#tcp.write(frame)
    return this.#tcp.writableLength === 0
  }

  /** Calls back when everything written so far is taken. */
  whenTaken(taken: () => void): void {
    this.#tcp.write(NOTHING, taken)
  }
}

const NOTHING = Buffer.alloc(0)

/** A WebSocket text frame of an Engine.IO message, by the `ws` that this very connection runs on. undefined: it cannot make one. */
export function toFrame(message: string, conn: Connection): Buffer | undefined {
  const sender = (conn.transport as unknown as Transport).socket?._sender
  const framer = sender?.constructor as Partial<Framer> | undefined
  if (typeof framer?.frame !== 'function') return undefined
  return Buffer.concat(framer.frame(Buffer.from(`4${message}`), { fin: true, opcode: TEXT, mask: false, rsv1: false, readOnly: false }))
}
