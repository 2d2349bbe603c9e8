import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'

/** The parts of an Engine.IO connection that are used here, below Socket.IO. `connection.test.ts` holds them to the installed version. */
export type Connection = EventEmitter & {
  readonly request: IncomingMessage
  readonly readyState: string
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: {
    readonly name: string
    /** Of a WebSocket. */
    readonly socket?: { readonly bufferedAmount: number; terminate(): void }
  }
  close(discard?: boolean): void
}

/** Ends it now, without waiting for whoever does not read. */
export function cut(connection: Connection): void {
  connection.close(true)
  connection.transport.socket?.terminate()
}

/** Bytes that wait in this process for the client to read. */
export function waitingIn({ writeBuffer, transport }: Connection): number {
  let bytes = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length
  return bytes
}
