import type { LiveStore } from '../../feed/client/live-store.ts'
import type { LineKind } from './diagnostics.ts'
import { canShare, shareLine } from './shared-line.ts'
import { type Connection, connect, type Wants } from './socket.ts'

export type Line = Pick<Connection, 'open' | 'pause'> & {
  readonly kind: LineKind
  close(): void
}

/** This tab's line to the shop: the one that the tabs of this browser share, where they can, and else one of its own. */
export function startLine(wants: Wants<LiveStore>): Line {
  let fit = canShare()
  const own = connect(wants)
  const shared = shareLine({
    ...wants,
    elsewhere: (why) => {
      if (why === 'unfit') fit = false
      current = own
      own.open()
    },
  })
  let current = fit ? shared : own

  const hurry = () => {
    if (document.visibilityState === 'visible') current.hurry()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return {
    get kind(): LineKind {
      return current === shared ? 'shared' : 'own'
    },
    open: () => {
      current.pause()
      current = fit ? shared : own
      current.open()
    },
    pause: () => current.pause(),
    close: () => {
      current.pause()
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
    },
  }
}
