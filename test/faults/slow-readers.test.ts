import { expect, test } from 'vitest'
import { type Connection, waitingFor, writtenTo } from '../../src/server/live/connection.ts'
import { boot, type TestShop } from '../support/boot.ts'
import { until } from '../support/until.ts'

const MB = 1024 * 1024
/** What may be on its way to a plain client, and what may be told between two looks. */
const MOST = 1280 * 1024

type Pausable = { transport: { ws: { pause(): void; resume(): void } } }
const pausable = (socket: { io: { engine: unknown } }) => (socket.io.engine as Pausable).transport.ws

const connectionsOf = (shop: TestShop): Connection[] =>
  Object.values((shop.app.live.io.engine as unknown as { clients: Record<string, Connection> }).clients)

/** Of one that stopped reading right after it connected. */
const unreadBy = (connection: Connection): number => writtenTo(connection) + waitingFor(connection)

/** 100 KB of news to everybody, of one of 50 things; until the node has handed them out. */
async function flood(shop: TestShop, i: number): Promise<void> {
  const name = `flood:${i % 50}`
  const body = JSON.stringify({
    type: 'flood',
    entity: name,
    rev: i + 1,
    at: '2026-01-01T00:00:00.000Z',
    data: { i, text: 'x'.repeat(100_000) },
  })
  await shop.sql(
    `insert into feed.outbox (shop, type, entity, rev, auds, bodies) values (1, 'flood', $1, $2, array['public'], array[$3])`,
    [name, i + 1, body],
  )
  const [head] = await shop.sql<{ seq: number }>('select seq from feed.shop')
  await shop.app.live.wake()
  await until('the node handed it out', () => shop.app.live.published >= (head?.seq ?? 0))
}

test('[B19] [F012] 20 clients that do not read cost their cap and no more, and all of them are current once they read again', async () => {
  await using shop = await boot()
  const screens = await Promise.all(Array.from({ length: 10 }, () => shop.screen()))
  const plain = await Promise.all(Array.from({ length: 10 }, () => shop.classic()))
  const lines = [...screens, ...plain].map(({ socket }) => pausable(socket))
  for (const line of lines) line.pause()
  const connections = connectionsOf(shop)
  const before = process.memoryUsage().rss

  // 12 MB of news: without a cap each of them would wait for all of it.
  let most = 0
  for (let i = 0; i < 120; i++) {
    // Whoever does not read for longer than the heartbeat is hung up, and would come back.
    await flood(shop, i)
    most = Math.max(most, ...connections.filter(({ readyState }) => readyState === 'open').map(unreadBy))
  }
  const growth = process.memoryUsage().rss - before
  process.stdout.write(`SLOW readers=20 told=12MB unread-most=${(most / MB).toFixed(2)}MB rss-growth=${(growth / MB).toFixed(0)}MB\n`)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(MOST)
  // The ring may keep 32 MB; 20 clients without a cap would add 240.
  expect(growth).toBeLessThan(150 * MB)

  for (const line of lines) line.resume()
  const product = await shop.product()
  for (const screen of screens) {
    await until('a screen is current', () => screen.data(`product:${product._id}`))
    expect(screen.data<{ i: number }>('flood:19')?.i).toBe(119)
    expect(screen.resets).toEqual([])
  }
  for (const { socket } of plain) await until('a plain client dials again', () => socket.connected)
  const last = await shop.product()
  for (const { heard } of plain) await until('it hears what comes then', () => JSON.stringify(heard).includes(last._id))
}, 120_000)

test('[B19] a plain client that does not read is cut while the kernel still takes what it is told, and one that reads is not', async () => {
  await using shop = await boot()
  const [reads, stops] = [await shop.classic(), await shop.classic()]
  const ids = [reads.socket.id, stops.socket.id]
  pausable(stops.socket).pause()
  const connections = connectionsOf(shop)
  // 2 MB: the kernel takes 4 for a line that is not read.
  for (let i = 0; i < 20; i++) {
    await flood(shop, i)
    await until('who reads has read', () => reads.heard.length > i)
    for (const { transport } of connections) expect(transport.socket).toMatchObject({ bufferedAmount: 0 })
  }
  expect(connections.filter(({ readyState }) => readyState === 'open')).toHaveLength(1)
  expect([reads.socket.connected, reads.socket.id]).toEqual([true, ids[0]])
  pausable(stops.socket).resume()
  await until('it dials again', () => stops.socket.connected && stops.socket.id !== ids[1])
  const last = await shop.product()
  await until('it hears what comes then', () => JSON.stringify(stops.heard).includes(last._id))
})
