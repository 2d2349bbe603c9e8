import { io, type Socket } from 'socket.io-client'
import type { LinkEvent } from '../../feed/client/link.ts'

export type Connection = {
  /** Opens a line at the store's cursor. */
  open(): void
  /** Hangs up until `open`. Nothing of the old connection is heard any more. */
  pause(): void
  /** The network or the tab is back: dials now, not after the next pause, and asks a line that looks open whether it is. */
  hurry(): void
}

/** What holds a position and takes what the line brings: the store of a screen, or a hub of many. */
type Reader = {
  readonly cursor: string
  on(event: LinkEvent): void
  receive(payload: unknown): 'ok' | 'reset'
}

export type Wants<R extends Reader> = {
  readonly store: R
  readonly seat: string
  /** The page must start again from a snapshot: something was missed, or who is looking has changed. */
  renew(why: 'reset' | 'identity'): void
}

/** Refusals that time alone can heal. */
const PASSING = new Set(['rate.limited', 'server.busy'])
/** A line that stands answers by then. Milliseconds. */
const ANSWER = 4000
const AFTER_CUT = 600
const AFTER_BUSY = 3000
const AFTER_REFUSAL = 30_000

const jitter = (ms: number): number => ms * (0.5 + Math.random())

const newSocket = (store: Reader, seat: string): Socket =>
  io({
    autoConnect: false,
    // One connection, one manager: packets that the old one still delivers reach nobody.
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    auth: (give) => give({ cursor: store.cursor, seat }),
  })

/** One line to the shop. It tells the store what happens and resumes from the store's cursor, for ever. */
export function connect({ store, seat, renew }: Wants<Reader>): Connection {
  let socket: Socket | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let refusedBefore = false

  const dial = () => {
    store.on({ on: 'dial', now: Date.now() })
    socket?.connect()
  }
  const dialLater = (ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(dial, jitter(ms))
  }
  const comeBackIn = (ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => {
      socket?.disconnect()
      dial()
    }, ms)
  }
  const pause = () => {
    clearTimeout(retry)
    if (socket === undefined) return
    socket.removeAllListeners()
    socket.disconnect()
    socket = undefined
    store.on({ on: 'lost', now: Date.now() })
  }
  const startAgain = (why: 'reset' | 'identity') => {
    pause()
    renew(why)
  }
  const notLetIn = (code: string) => {
    if (PASSING.has(code)) return dialLater(AFTER_BUSY)
    store.on({ on: 'refused', code })
    // A new snapshot says who we are now. If that is refused too, only time is left.
    if (refusedBefore) return dialLater(AFTER_REFUSAL)
    refusedBefore = true
    startAgain('identity')
  }

  const open = () => {
    pause()
    socket = newSocket(store, seat)
    socket.on('connect', () => {
      refusedBefore = false
      store.on({ on: 'opened' })
    })
    socket.on('feed', (batch: unknown) => void (store.receive(batch) === 'reset' && startAgain('reset')))
    // This node ends: on to another, at a moment of our own, so that not all come at once.
    socket.on('draining', ({ within }: { within: number }) => comeBackIn(Math.random() * within))
    socket.on('stalled', ({ ago }: { ago: number }) => store.on({ on: 'stalled', since: Date.now() - ago }))
    socket.on('fresh', () => store.on({ on: 'fresh' }))
    socket.on('reset', ({ reason }: { reason: string }) => startAgain(reason === 'audience' ? 'identity' : 'reset'))
    socket.on('disconnect', (reason) => {
      store.on({ on: 'lost', now: Date.now() })
      // Perhaps this sign-in ended, perhaps the shop only restarts: the answer to the next call tells.
      if (reason === 'io server disconnect') dialLater(AFTER_CUT)
    })
    socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      store.on({ on: 'lost', now: Date.now() })
      // Without a code it is the network, and the client tries again by itself.
      if (error.data?.code !== undefined) notLetIn(error.data.code)
    })
    dial()
  }

  /** The far end may be gone without a word; the heartbeat takes longer to notice. */
  const ask = (line: Socket) =>
    line.timeout(ANSWER).emit('auth', {}, (silent: Error | null) => {
      if (silent === null || line !== socket || !line.connected) return
      line.disconnect()
      dial()
    })
  const hurry = () => {
    if (socket === undefined) return
    if (socket.connected) return ask(socket)
    if (socket.active) socket.disconnect()
    dial()
  }
  return { open, pause, hurry }
}
