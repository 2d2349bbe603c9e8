import { createServer } from 'node:http'
import cors from 'cors'
import express from 'express'
import jwt from 'jsonwebtoken'
import { Server } from 'socket.io'
import { openStore } from './store.mjs'

/**
 * The design that the shop replaces: whole documents, written first and broadcast afterwards, to whoever joined a room.
 * Its handlers do what that design's did and no more, so that its figures are what doing less costs.
 * Started with BASELINE_DATABASE (pg's settings as JSON); told by message what to sell; answers with its port.
 */
const SECRET = 'a secret of the bench'

const store = await openStore(JSON.parse(process.env.BASELINE_DATABASE ?? '{}'))
const app = express()
const server = createServer(app)
const io = new Server(server, { cors: { origin: 'http://localhost:3000' } })

app.use(cors())
app.use(express.json())

const signedIn = (request, response, next) => {
  try {
    request.user = jwt.verify((request.headers.authorization ?? '').slice('Bearer '.length), SECRET)
    next()
  } catch {
    response.status(401).json({ message: 'Not authorized' })
  }
}

const handle = (work) => async (request, response) => {
  try {
    await work(request, response)
  } catch (error) {
    response.status(500).json({ message: error.message })
  }
}

function tellAll(event, product) {
  io.emit(event, { timestamp: new Date(), data: product })
  console.log(`[Socket] Broadcasted ${event}:`, product._id)
}

function tellStaff(message, type, data) {
  io.to('admin').emit('admin_notification', { timestamp: new Date(), message, type, data })
  console.log('[Socket] Admin notification:', message)
}

function tellCustomer(userId, message, type, data) {
  io.to(`user_${userId}`).emit('customer_notification', { timestamp: new Date(), message, type, data })
  console.log('[Socket] Customer notification to', userId, message)
}

app.get(
  '/api/products',
  handle(async (request, response) => response.json(await store.findProducts(request.query.category))),
)

app.patch(
  '/api/products/:id',
  handle(async (request, response) => {
    const product = await store.updateProduct(request.params.id, request.body)
    if (!product) return response.status(404).json({ message: 'Product not found' })
    tellAll('product_updated', product)
    response.json(product)
  }),
)

app.post(
  '/api/cart/add',
  signedIn,
  handle(async (request, response) => response.json(await store.addToCart(request.user.id, request.body))),
)
app.get(
  '/api/cart',
  signedIn,
  handle(async (request, response) => response.json(await store.readCart(request.user.id))),
)

app.post(
  '/api/orders',
  signedIn,
  handle(async (request, response) => {
    const { items, totalPrice, shippingAddress, phone, notes } = request.body
    if (!items?.length) return response.status(400).json({ message: 'Cart is empty' })
    const userId = request.user.id
    const saved = await store.saveOrder({ userId, items, totalPrice, shippingAddress, phone, notes })
    const populated = await store.readOrder(saved._id)
    await store.clearCart(userId)
    io.to('admin').emit('order_created', { timestamp: new Date(), data: populated })
    console.log('[Socket] Broadcasted order_created:', populated._id)
    tellStaff(`New order from ${populated.userId.name}`, 'success', { orderId: populated._id })
    tellCustomer(userId, 'Your order has been received!', 'success', { orderId: populated._id })
    response.status(201).json(saved)
  }),
)

io.on('connection', (socket) => {
  console.log('New client connected', socket.id)
  socket.on('user_role', (role, userId) => {
    socket.join(role)
    socket.join(`user_${userId}`)
    console.log(`User ${userId} (${role}) joined rooms`)
  })
  socket.on('disconnect', () => console.log('Client disconnected', socket.id))
})

process.once('message', async ({ products, customers }) => {
  const users = await store.fill(products, customers)
  const tokens = users.map(({ _id }) => jwt.sign({ id: _id }, SECRET))
  server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port, tokens }))
})
process.once('disconnect', () => process.exit(0))
process.send?.('loaded')
