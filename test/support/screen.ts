import { io, type Socket } from 'socket.io-client'
import type { Change } from '../../src/feed/client/fold.ts'
import { LiveStore } from '../../src/feed/client/live-store.ts'
import { call } from './http.ts'
import { until } from './until.ts'

/** A live screen without a browser: the shop's own client state over a real socket. */
export type Screen = AsyncDisposable & {
  readonly store: LiveStore
  readonly socket: Socket
  /** Every change that it applied, in order. */
  readonly applied: Change[]
  /** Why it had to begin anew: what it was told, or its own finding that a batch did not follow. */
  readonly resets: string[]
  untilLive(): Promise<void>
  /** Cuts the connection as a tunnel would; `comeBack` dials again. */
  drop(): void
  comeBack(): void
  data<T>(entity: string): T | undefined
}

type Entity = { _id: string; version: number }

/** Opens a screen that shows the catalogue, as a page would: snapshot first, then live from its position. */
export async function openScreen(url: string, token?: string, transports: ('websocket' | 'polling')[] = ['websocket']): Promise<Screen> {
  const snapshot = async () => {
    const { headers, body } = await call<Entity[]>(url, 'GET', '/api/products?limit=100', { token })
    const cursor = String(headers['cakewire-cursor'])
    return { cursor, known: body.map((data) => ({ entity: `product:${data._id}`, rev: data.version, data })) }
  }
  const first = await snapshot()
  const store = new LiveStore(first.cursor, Date.now())
  store.learn(first.known)
  const applied: Change[] = []
  const resets: string[] = []
  store.watch((changes) => applied.push(...changes))

  const socket = io(url, {
    forceNew: true,
    transports,
    reconnectionDelay: 10,
    reconnectionDelayMax: 100,
    auth: (give) => give({ cursor: store.cursor, ...(token === undefined ? {} : { token }) }),
  })
  const restart = async () => {
    const fresh = await snapshot()
    store.restart(fresh.cursor, fresh.known, { reset: true })
    socket.disconnect().connect()
  }
  socket.on('connect', () => store.on({ on: 'opened' }))
  socket.on('disconnect', (reason) => {
    store.on({ on: 'lost', now: Date.now() })
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
    if (error.data !== undefined) store.on({ on: 'refused', code: error.data.code })
  })
  socket.on('draining', () => socket.disconnect().connect())
  socket.on('stalled', ({ ago }: { ago: number }) => store.on({ on: 'stalled', since: Date.now() - ago }))
  socket.on('fresh', () => store.on({ on: 'fresh' }))
  socket.on('reset', ({ reason }: { reason: string }) => {
    resets.push(reason)
    void restart()
  })
  socket.on('feed', (batch: unknown) => {
    if (store.receive(batch) !== 'reset') return
    resets.push('a gap')
    void restart()
  })
  return {
    store,
    socket,
    applied,
    resets,
    untilLive: async () => void (await until('the screen is live', () => store.link.at === 'live')),
    drop: () => {
      socket.io.reconnection(false)
      socket.io.engine.close()
    },
    comeBack: () => {
      socket.io.reconnection(true)
      socket.connect()
    },
    data: <T>(entity: string) => store.get(entity)?.data as T | undefined,
    [Symbol.asyncDispose]: async () => void socket.disconnect(),
  }
}
