import { once } from 'node:events'
import { io } from 'socket.io-client'
import { LiveStore } from '../src/feed/client/live-store.ts'
import { addressOf } from './client.ts'

/**
 * Many screens in a process of their own, so that their work is nobody's but theirs. Told by message whom to follow; says
 * `live` when all do, and at `report` when each of them saw which price.
 */
export type Follow = { readonly url: string; readonly count: number; readonly cursor: string | null }
/** `at`: milliseconds since 1970, with fractions. */
export type Seen = { readonly price: number; readonly at: number }
/** `cpu`: milliseconds that all screens together have used since they were live. */
export type Report = { readonly seen: readonly Seen[]; readonly cpu: number }

const seen: Seen[] = []
let before = 0
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const now = () => performance.timeOrigin + performance.now()
const see = (price: number) => seen.push({ price, at: now() })

process.on('message', (message: Follow | 'count' | 'report') => {
  if (message === 'count') process.send?.(seen.length)
  else if (message === 'report') process.send?.({ seen, cpu: cpu() - before } satisfies Report)
  else
    void follow(message).then(() => {
      before = cpu()
      process.send?.('live')
    })
})
process.once('disconnect', () => process.exit(0))

async function follow({ url, count, cursor }: Follow): Promise<void> {
  const dial = cursor === null ? dialClassic : dialFeed
  for (let from = 0; from < count; from += 25) {
    const group = Array.from({ length: Math.min(25, count - from) }, (_, i) => dial(url, from + i, cursor ?? ''))
    await Promise.all(group)
  }
}

/** The client of Node passes `localAddress` on to the connection, though its types do not say so. */
const options = (i: number) => ({ forceNew: true, transports: ['websocket'], localAddress: addressOf(1000 + i) })

async function dialFeed(url: string, i: number, cursor: string): Promise<void> {
  const store = new LiveStore(cursor, Date.now())
  store.watch((changes) => {
    for (const { data } of changes) see((data as { basePrice: number }).basePrice)
  })
  const socket = io(url, { ...options(i), auth: (give) => give({ cursor: store.cursor }) })
  socket.on('connect', () => store.on({ on: 'opened' }))
  const live = new Promise<void>((resolve) => store.subscribe(() => store.link.at === 'live' && resolve()))
  socket.on('feed', (batch: unknown) => {
    if (store.receive(batch) === 'reset') throw new Error('A screen lost its place')
  })
  await live
}

async function dialClassic(url: string, i: number): Promise<void> {
  const socket = io(url, options(i))
  socket.on('product_updated', ({ data }: { data: { basePrice: number } }) => see(data.basePrice))
  await once(socket as unknown as NodeJS.EventEmitter, 'connect')
  socket.emit('user_role', 'customer', `visitor${i}`)
}
