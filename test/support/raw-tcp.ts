import { randomBytes } from 'node:crypto'
import net from 'node:net'

/** One TCP connection that says exactly what it is told to say. */
export type Raw = {
  readonly socket: net.Socket
  /** Everything received so far. */
  text(): string
  /** Status of the first answer; 0: none yet. */
  status(): number
  /** It was ended by the other side, or by us. */
  isClosed(): boolean
  write(data: string | Buffer): void
  /** Stops reading: what the other side sends stays on its way. */
  pause(): void
  close(): void
}

/** @param from 127.x.y.z to call from */
export function dialRaw(url: string, from?: string): Raw {
  const { hostname, port } = new URL(url)
  const chunks: Buffer[] = []
  let closed = false
  const socket = net.connect({ host: hostname, port: Number(port), ...(from === undefined ? {} : { localAddress: from }) })
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined)
  socket.on('end', () => socket.end())
  socket.on('close', () => {
    closed = true
  })
  const text = () => Buffer.concat(chunks).toString('latin1')
  return {
    socket,
    text,
    status: () => Number(/^HTTP\/1\.1 (\d{3})/.exec(text())?.[1] ?? 0),
    isClosed: () => closed,
    write: (data) => void (socket.writable && socket.write(data)),
    pause: () => void socket.pause(),
    close: () => void socket.destroy(),
  }
}

export const UPGRADE = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: shop',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '',
  '',
].join('\r\n')

type Frame = { opcode?: number; fin?: boolean; rsv?: number; masked?: boolean; length?: number }

/** A WebSocket frame, right or wrong as asked. `length`: what its head claims. */
export function frame(
  payload: string | Buffer,
  { opcode = 1, fin = true, rsv = 0, masked = true, length = Buffer.byteLength(payload) }: Frame = {},
): Buffer {
  const body = Buffer.from(payload)
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode]
  const mask = masked ? 0x80 : 0
  if (length < 126) head.push(mask | length)
  else if (length < 65_536) head.push(mask | 126, length >> 8, length & 255)
  else {
    const wide = Buffer.alloc(8)
    wide.writeBigUInt64BE(BigInt(length))
    head.push(mask | 127, ...wide)
  }
  if (!masked) return Buffer.concat([Buffer.from(head), body])
  const key = randomBytes(4)
  for (let i = 0; i < body.length; i++) body[i] = (body[i] ?? 0) ^ (key[i & 3] ?? 0)
  return Buffer.concat([Buffer.from(head), key, body])
}
