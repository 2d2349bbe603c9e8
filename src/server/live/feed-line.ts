import type { Socket } from 'socket.io'
import type { Line } from '../../feed/pump.ts'

/**
 * One socket as the pump sees it. The packet is written below Socket.IO's encoder, as text that Engine.IO takes (`send`),
 * with its WebSocket frame made once for all who are sent the same batch. `feed-line.test.ts` holds this to the installed
 * version; where the frame cannot be made, Engine.IO makes it.
 * `onDrain` is called when the socket has taken everything.
 */
export function feedLine(socket: Socket, audiences: readonly string[], onDrain: () => void): Line {
  const { conn } = socket
  let onTheWay = 0
  const sent = () => {
    onTheWay--
    // Engine.IO calls back in the middle of its own flush.
    process.nextTick(onDrain)
  }
  return {
    audiences,
    drained: () => onTheWay === 0 && conn.readyState === 'open',
    send: (batch) => {
      onTheWay++
      const { packet, frame } = encode(batch, conn.transport)
      // Typed for Socket.IO's own use only.
      const options: object = { compress: false, ...(frame === undefined ? {} : { wsPreEncodedFrame: [frame] }) }
      conn.send(packet, options, sent)
    },
    fail: () => void socket.disconnect(true),
  }
}

type Encoded = { readonly batch: string; readonly packet: string; frame: Buffer | undefined }

/** The pump hands the very same text to one reader after the other: the last one is worth keeping. */
let last: Encoded = { batch: '', packet: '', frame: undefined }

function encode(batch: string, transport: unknown): Encoded {
  if (batch !== last.batch) last = { batch, packet: `2["feed",${batch}]`, frame: undefined }
  last.frame ??= toFrame(last.packet, transport)
  return last
}

type Framer = { frame(data: Buffer, options: { fin: boolean; opcode: number; mask: boolean; rsv1: boolean; readOnly: boolean }): Buffer[] }

/** A WebSocket text frame of an Engine.IO message, by the `ws` that this very transport runs on. */
function toFrame(packet: string, transport: unknown): Buffer | undefined {
  const sender = (transport as { socket?: { _sender?: object } }).socket?._sender
  const framer = sender?.constructor as Partial<Framer> | undefined
  if (typeof framer?.frame !== 'function') return undefined
  return Buffer.concat(framer.frame(Buffer.from(`4${packet}`), { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: false }))
}
