import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { obey } from './host.mjs'

/** The broadcast of its own documentation. */
const server = createServer()
const sockets = new WebSocketServer({ server })
sockets.on('connection', (socket) => socket.on('error', () => undefined))
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  obey({
    port: server.address().port,
    clients: () => sockets.clients.size,
    say: (change) => {
      const data = Buffer.from(JSON.stringify(change))
      for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.send(data, { binary: false })
    },
  }),
)
