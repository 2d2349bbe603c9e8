import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { call } from '../support/http.ts'
import { openScreen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
let cluster: Cluster
let token: string

beforeAll(async () => {
  cluster = await startCluster({ postgres: 'shared', redis: false, env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })
  token = (await call<{ token: string }>(cluster.url, 'POST', '/api/auth/login', { body: owner })).body.token
}, 180_000)
afterAll(() => cluster?.close())

const bake = async (name: string, at = cluster.url): Promise<Product> => {
  const body = { name, category: 'Cakes', basePrice: 450 }
  return (await call<Product>(at, 'POST', '/api/products', { token, body })).body
}

test('[B09] [B16] long polling works behind a balancer that keeps nobody on one node', async () => {
  const screens = await Promise.all(Array.from({ length: 4 }, () => openScreen(cluster.url, undefined, ['polling'])))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  const cakes: string[] = []
  for (let i = 0; i < 12; i++) {
    const { _id } = await bake(`Cake ${i}`)
    cakes.push(`product:${_id}`)
    await until('all have it', () => screens.every((screen) => screen.data(`product:${_id}`) !== undefined))
  }
  for (const screen of screens) {
    expect(screen.applied.map(({ entity }) => entity).filter((entity) => entity !== 'menu:1')).toEqual(cakes)
    expect([screen.resets, screen.socket.io.engine.transport.name]).toEqual([[], 'polling'])
    screen.socket.disconnect()
  }
})

test('[B09] [B16] a plain client that begins with long polling and goes over to WebSocket does so in one session, whichever nodes its requests meet', async () => {
  const sockets = Array.from({ length: 6 }, () => io(cluster.url, { forceNew: true }))
  const heard = sockets.map((socket) => {
    const names: string[] = []
    socket.on('product_created', ({ data }: { data: Product }) => names.push(data.name))
    return names
  })
  const lost: string[] = []
  for (const socket of sockets) socket.on('disconnect', (reason) => lost.push(reason))
  await until('all went over', () => sockets.every(({ io }) => io.engine?.transport.name === 'websocket'))
  await bake('Wedding cake')
  await until('all heard of it', () => heard.every((names) => names.includes('Wedding cake')))
  expect(lost).toEqual([])
  for (const socket of sockets) socket.disconnect()
})

test('[B09] [B16] a session whose node is gone begins anew on another, and misses nothing', async () => {
  const screens = await Promise.all(Array.from({ length: 3 }, () => openScreen(cluster.url, undefined, ['polling'])))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  await cluster.nodes[0]?.end('SIGKILL')
  const alive = cluster.nodes[1]?.url
  const cakes = [await bake('First', alive), await bake('Second', alive)].map(({ _id }) => `product:${_id}`)
  await until('all have both', () => screens.every(({ applied }) => applied.length === 2), 60_000)
  for (const screen of screens) {
    expect(screen.applied.map(({ entity }) => entity)).toEqual(cakes)
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
})
