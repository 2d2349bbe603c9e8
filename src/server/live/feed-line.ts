import type { Socket } from 'socket.io'
import type { Line } from '../../feed/pump.ts'

/**
 * One socket as the pump sees it. The packet is written as text below Socket.IO's encoder (Engine.IO's public `send`),
 * so that one frame serves all who stand at the same place; `feed-line.test.ts` holds this to the installed version.
 * `onDrain` is called when the socket has taken everything.
 */
export function feedLine(socket: Socket, audiences: readonly string[], onDrain: () => void): Line {
  const { conn } = socket
  let onTheWay = 0
  return {
    audiences,
    drained: () => onTheWay === 0 && conn.readyState === 'open',
    send: (text) => {
      onTheWay++
      conn.send(`2["feed",${text}]`, { compress: false }, () => {
        onTheWay--
        // Engine.IO calls back in the middle of its own flush.
        process.nextTick(onDrain)
      })
    },
    fail: () => void socket.disconnect(true),
  }
}
