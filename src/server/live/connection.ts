import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'

type WebSocket = {
  /** TCP, or what encrypts it. */
  readonly _socket?: { readonly bytesWritten: number } | null
  terminate(): void
  ping(): void
  once(event: 'pong', answered: () => void): void
}

/** The parts of an Engine.IO connection that are used here, below Socket.IO. `slow-readers.test.ts` holds them to the installed version. */
export type Connection = EventEmitter & {
  readonly request: IncomingMessage
  readonly readyState: string
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: {
    readonly name: string
    /** Of a WebSocket. */
    readonly socket?: WebSocket
  }
  close(discard?: boolean): void
}

/** Ends it now, without waiting for whoever does not read. */
export function cut(connection: Connection): void {
  connection.close(true)
  connection.transport.socket?.terminate()
}

/** Bytes that went down its WebSocket so far, also those that the kernel has not taken yet; 0: it has none. */
export const writtenTo = ({ transport }: Connection): number => transport.socket?._socket?.bytesWritten ?? 0

/** Bytes that wait above that. */
export function waitingFor({ writeBuffer }: Connection): number {
  let bytes = 0
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length
  return bytes
}

/** Calls back when the client has read everything written so far: whoever speaks WebSocket answers a ping by itself (RFC 6455, 5.5.2). */
export function whenRead({ transport }: Pick<Connection, 'transport'>, read: () => void): void {
  transport.socket?.once('pong', read)
  transport.socket?.ping()
}
