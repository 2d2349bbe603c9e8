import net from 'node:net'
import { obey } from './host.mjs'

/** A length and a text to each connection: what nobody can do with less. */
const sockets = new Set()
const frame = (text) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(Buffer.byteLength(text))
  return Buffer.concat([head, Buffer.from(text)])
}
const server = net.createServer({ noDelay: true }, (socket) => {
  socket.once('data', () => {
    sockets.add(socket)
    socket.write(frame('hello'))
  })
  socket.on('close', () => sockets.delete(socket))
  socket.on('error', () => undefined)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  obey({
    port: server.address().port,
    clients: () => sockets.size,
    say: (change) => {
      const data = frame(JSON.stringify(change))
      for (const socket of sockets) socket.write(data)
    },
  }),
)
