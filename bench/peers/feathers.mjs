import { once } from 'node:events'
import { feathers } from '@feathersjs/feathers'
import { koa } from '@feathersjs/koa'
import { memory } from '@feathersjs/memory'
import socketio from '@feathersjs/socketio'
import { obey } from './host.mjs'

/** One service in memory, one channel. */
const app = koa(feathers())
app.configure(socketio())
app.use('changes', memory({ id: 'i' }))
app.service('changes').publish(() => app.channel('everybody'))
app.on('connection', (connection) => app.channel('everybody').join(connection))
const server = await app.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
if (!server.listening) await once(server, 'listening')
obey({
  port: server.address().port,
  clients: () => app.channel('everybody').length,
  say: (change) => app.service('changes').create(change),
})
