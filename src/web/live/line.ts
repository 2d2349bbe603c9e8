import type { LiveStore } from '../../feed/client/live-store.ts'
import type { LineKind } from './diagnostics.ts'
import { canShare, shareLine } from './shared-line.ts'
import { type Connection, connect, type Wants } from './socket.ts'

export type Line = Pick<Connection, 'open' | 'pause'> & {
  readonly kind: LineKind
  close(): void
}

/** How this tab stands to the line that is shared. `behind`: it catches up on one of its own and then takes its place there. */
type Standing = 'welcome' | 'behind' | 'tried-again' | 'unfit'

/** This tab's line to the shop: the one that the tabs of this browser share, where they can, and else one of its own. */
export function startLine(wants: Wants<LiveStore>): Line {
  const { store } = wants
  let standing: Standing = canShare() ? 'welcome' : 'unfit'
  const own = connect(wants)
  const shared = shareLine({
    ...wants,
    elsewhere: (why) => {
      standing = why === 'behind' && standing === 'tried-again' ? standing : why
      take(own)
    },
  })
  let current = standing === 'unfit' ? own : shared

  const take = (line: Connection) => {
    current.pause()
    current = line
    line.open()
  }
  const stop = store.subscribe(() => {
    if (store.link.at !== 'live') return
    if (current === shared) standing = 'welcome'
    else if (standing === 'behind') {
      standing = 'tried-again'
      take(shared)
    }
  })

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
      if (standing !== 'unfit') standing = 'welcome'
      take(standing === 'unfit' ? own : shared)
    },
    pause: () => current.pause(),
    close: () => {
      stop()
      current.pause()
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
    },
  }
}
