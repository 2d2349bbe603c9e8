import { io, type Socket } from 'socket.io-client'
import type { Me } from '../../contract/account.ts'
import type { LiveStore } from '../../feed/client/live-store.ts'
import { api } from './api.ts'

export type Connection = {
  /** Opens the socket at the store's cursor, or again at its new one. */
  open(): void
  /** Hangs up until `open`. */
  pause(): void
  close(): void
}

type Wants = {
  readonly store: LiveStore
  readonly seat: string
  /** The account that this page shows, null for nobody. */
  viewerId(): string | null
  /** The page must start again from a snapshot. */
  renew(why: 'reset' | 'identity'): void
}

const jitter = (ms: number): number => ms * (0.5 + Math.random())
/** Refusals that time alone can heal. */
const PASSING = new Set(['rate.limited', 'server.busy'])

/** The page's one socket. It tells the store what happens and resumes from the store's cursor, for ever. */
export function connect({ store, seat, viewerId, renew }: Wants): Connection {
  let wanted = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let renewedOnRefusal = false
  const socket: Socket = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    auth: (give) => give({ cursor: store.cursor, seat }),
  })

  const later = (ms: number, act: () => void) => {
    clearTimeout(retry)
    retry = setTimeout(act, jitter(ms))
  }
  const dial = () => {
    if (!wanted) return
    store.on({ on: 'dial', now: Date.now() })
    socket.connect()
  }
  const startAgain = (why: 'reset' | 'identity') => {
    pause()
    renew(why)
  }
  const pause = () => {
    wanted = false
    clearTimeout(retry)
    socket.disconnect()
  }

  /** The server hung up: perhaps this sign-in ended, perhaps it only restarts. Only the first needs a new page. */
  const afterCut = async () => {
    const before = viewerId()
    if (before === null) return dial()
    const me = await api<Me>('GET', '/api/auth/me')
    if (!wanted) return
    if (me.ok) return me.data._id === before ? dial() : startAgain('identity')
    if (me.problem.status === 401) return startAgain('identity')
    later(2000, () => void afterCut())
  }

  socket.on('connect', () => {
    renewedOnRefusal = false
    store.on({ on: 'opened' })
  })
  socket.on('feed', (batch: unknown) => {
    // A packet of a connection that was given up may still arrive.
    if (wanted && store.receive(batch) === 'reset') startAgain('reset')
  })
  socket.on('reset', () => wanted && startAgain('reset'))
  socket.on('disconnect', (reason) => {
    store.on({ on: 'lost', now: Date.now() })
    if (wanted && reason === 'io server disconnect') later(600, () => void afterCut())
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    store.on({ on: 'lost', now: Date.now() })
    // Without a code it is the network, and the client tries again by itself.
    const code = error.data?.code
    if (code === undefined || !wanted) return
    if (PASSING.has(code)) return later(3000, dial)
    store.on({ on: 'refused', code })
    if (renewedOnRefusal) return later(30_000, dial)
    renewedOnRefusal = true
    startAgain('identity')
  })

  const hurry = () => {
    if (wanted && !socket.connected && document.visibilityState === 'visible') {
      if (socket.active) socket.disconnect()
      dial()
    }
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)

  return {
    open: () => {
      wanted = true
      dial()
    },
    pause,
    close: () => {
      pause()
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
      socket.removeAllListeners()
    },
  }
}
