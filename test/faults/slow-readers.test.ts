import { expect, test } from 'vitest'
import { type Connection, waitingIn } from '../../src/server/live/connection.ts'
import { boot } from '../support/boot.ts'
import { until } from '../support/until.ts'

const MB = 1024 * 1024
/** What waits for one client: 512 KiB, and what may be told between two looks. */
const MOST = 768 * 1024

type Pausable = { transport: { ws: { pause(): void; resume(): void } } }
const pausable = (socket: { io: { engine: unknown } }) => (socket.io.engine as Pausable).transport.ws

test('[B19] [F012] 20 clients that do not read cost their cap and no more, and all of them are current once they read again', async () => {
  await using shop = await boot()
  const screens = await Promise.all(Array.from({ length: 10 }, () => shop.screen()))
  const plain = await Promise.all(Array.from({ length: 10 }, () => shop.classic()))
  const lines = [...screens, ...plain].map(({ socket }) => pausable(socket))
  for (const line of lines) line.pause()
  const connections = Object.values((shop.app.live.io.engine as unknown as { clients: Record<string, Connection> }).clients)
  const before = process.memoryUsage().rss

  // 12 MB of news: without a cap each of them would wait for all of it.
  let most = 0
  let seq = 0
  for (let i = 0; i < 120; i++) {
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
    seq = head?.seq ?? 0
    // Whoever does not read for longer than the heartbeat is hung up, and would come back.
    await shop.app.live.wake()
    await until('the node handed it out', () => shop.app.live.published >= seq)
    most = Math.max(most, ...connections.filter(({ readyState }) => readyState === 'open').map(waitingIn))
  }
  const growth = process.memoryUsage().rss - before
  process.stdout.write(`SLOW readers=20 told=12MB waiting-most=${(most / MB).toFixed(2)}MB rss-growth=${(growth / MB).toFixed(0)}MB\n`)
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
