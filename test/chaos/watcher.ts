import { io, type Socket } from 'socket.io-client'
import { type Batch, parseBatch } from '../../src/feed/batch.ts'
import type { Change } from '../../src/feed/client/fold.ts'
import { LiveStore } from '../../src/feed/client/live-store.ts'
import { call } from '../support/http.ts'
import { until } from '../support/until.ts'

type Entity = { _id: string; version: number }

/** What a screen was told between two snapshots. */
export type Stretch = {
  readonly from: string
  /** Entities that the snapshot knew, with their revisions. */
  readonly known: ReadonlyMap<string, number>
  readonly told: Change[]
  compacted: boolean
}

/** A screen over a real socket that writes down everything it is told. */
export type Watcher = {
  readonly name: string
  readonly token: string | undefined
  readonly store: LiveStore
  /** Of the current snapshot. */
  stretch: Stretch
  readonly resets: string[]
  /** The last number of each audience of which anything ever came over the wire. */
  readonly heard: Map<string, number>
  close(): void
}

/** @param url of the shop behind the network that will be troubled; @param direct to the shop itself, for snapshots */
export async function openWatcher(name: string, url: string, direct: string, token?: string): Promise<Watcher> {
  const snapshot = async () => {
    const { status, headers, body } = await call<Entity[]>(direct, 'GET', '/api/products?limit=100', { token })
    if (status !== 200) throw new Error(`products: ${status}`)
    const known = body.map((data) => ({ entity: `product:${data._id}`, rev: data.version, data }))
    return { cursor: String(headers['cakewire-cursor']), known }
  }
  type Snapshot = Awaited<ReturnType<typeof snapshot>>
  const begin = ({ cursor, known }: Snapshot): Stretch => ({
    from: cursor,
    known: new Map(known.map(({ entity, rev }) => [entity, rev])),
    told: [],
    compacted: false,
  })
  const first = await snapshot()
  const store = new LiveStore(first.cursor, Date.now())
  store.learn(first.known)
  const socket: Socket = io(url, {
    forceNew: true,
    transports: ['websocket'],
    reconnectionDelay: 50,
    reconnectionDelayMax: 500,
    timeout: 3000,
    auth: (give) => give({ cursor: store.cursor, ...(token === undefined ? {} : { token }) }),
  })
  const watcher: Watcher = { name, token, store, stretch: begin(first), resets: [], heard: new Map(), close: () => socket.disconnect() }
  store.watch((changes) => watcher.stretch.told.push(...changes))

  const restart = async (reason: string) => {
    watcher.resets.push(reason)
    socket.disconnect()
    const fresh = await until('a snapshot can be had', () => snapshot().catch(() => null), 120_000)
    store.restart(fresh.cursor, fresh.known, { reset: true })
    watcher.stretch = begin(fresh)
    socket.connect()
  }
  socket.on('connect', () => store.on({ on: 'opened' }))
  socket.on('disconnect', (reason) => {
    store.on({ on: 'lost', now: Date.now() })
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 100)
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    store.on({ on: 'lost', now: Date.now() })
    // The shop said no, which it does while its database is away; the library tries again by itself only when nobody answers.
    if (error.data?.code !== undefined) setTimeout(() => socket.connect(), 300)
  })
  socket.on('stalled', ({ ago }: { ago: number }) => store.on({ on: 'stalled', since: Date.now() - ago }))
  socket.on('fresh', () => store.on({ on: 'fresh' }))
  socket.on('reset', ({ reason }: { reason: string }) => void restart(reason))
  socket.on('feed', (payload: unknown) => {
    const batch: Batch | null = parseBatch(payload)
    for (const [audience, n] of batch?.entries ?? []) watcher.heard.set(audience, n)
    if (batch?.marks !== undefined) watcher.stretch.compacted = true
    if (store.receive(payload) === 'reset') void restart('gap')
  })
  await until(`${name} is live`, () => store.link.at === 'live', 60_000)
  return watcher
}
