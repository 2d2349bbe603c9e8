import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { obey } from './host.mjs'

/** As it comes; with the word `recovery`, with its connection-state recovery. */
const server = createServer()
const io = new Server(server, process.argv[2] === 'recovery' ? { connectionStateRecovery: {} } : {})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  obey({ port: server.address().port, clients: () => io.engine.clientsCount, say: (change) => void io.emit('change', change) }),
)
