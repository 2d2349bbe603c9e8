import type { Link } from '../../feed/client/link.ts'
import type { LiveStore } from '../../feed/client/live-store.ts'
import { type FromTab, type FromWorker, lineName } from './line-messages.ts'
import workerUrl from './line-worker.ts?sharedworker&url'
import { newKey } from './new-key.ts'
import type { Connection, Wants } from './socket.ts'

/** A worker that has not answered by then does not run in this browser. */
const PATIENCE = 8000
/** For a moment a browser still leads to a worker that has died. */
const AFTER_DEATH = 300
const MISSES = 3

/** Whether tabs of this browser can share: without locks nobody would notice the death of a worker or a tab. */
export const canShare = (): boolean => 'SharedWorker' in window && 'locks' in navigator

type Told = Exclude<FromWorker, { readonly line: string }>

type Place = { say(message: FromTab): void; leave(): void }

type Taking = {
  readonly name: string
  readonly cursor: string
  told(message: Told): void
  /** The worker does not answer. */
  unfit(): void
  /** It did, and has died. */
  died(): void
}

function takePlace({ name, cursor, told, unfit, died }: Taking): Place {
  const worker = new SharedWorker(workerUrl, { name, type: 'module' })
  const { port } = worker
  const left = new AbortController()
  const tab = `cakewire.tab ${newKey()}`
  const say = (message: FromTab) => port.postMessage(message)
  const timer = setTimeout(unfit, PATIENCE)
  // Only a script that cannot be loaded says so here.
  worker.onerror = unfit
  port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    clearTimeout(timer)
    if (left.signal.aborted) return
    if (!('line' in data)) return told(data)
    navigator.locks.request(data.line, { signal: left.signal }, died).catch(() => undefined)
  }
  void navigator.locks.request(tab, () => {
    if (left.signal.aborted) return
    say({ say: 'attach', cursor, tab })
    return new Promise<void>((resolve) => left.signal.addEventListener('abort', () => resolve()))
  })
  return {
    say,
    leave: () => {
      clearTimeout(timer)
      worker.onerror = null
      say({ say: 'leave' })
      port.close()
      left.abort()
    },
  }
}

type Shared = Wants<LiveStore> & {
  /** This tab needs a line of its own. `unfit`: so does every other here; `behind`: until it has a new snapshot. */
  elsewhere(why: 'unfit' | 'behind'): void
}

/** A place on the line that the tabs of this browser share. */
export function shareLine({ store, seat, renew, elsewhere }: Shared): Connection {
  let place: Place | undefined
  let rising: ReturnType<typeof setTimeout> | undefined
  /** Calls without an answer, since the last one that had one; a worker that has never answered here is not asked twice. */
  let misses = MISSES - 1

  const pause = () => {
    clearTimeout(rising)
    if (place === undefined) return
    place.leave()
    place = undefined
    store.on({ on: 'lost', now: Date.now() })
  }
  const goOn = (next: () => void) => {
    pause()
    next()
  }
  const open = () => {
    pause()
    const openedAt = Date.now()
    store.on({ on: 'dial', now: openedAt })
    const told = (message: Told) => {
      misses = 0
      if ('renew' in message) return goOn(() => renew(message.renew))
      if ('elsewhere' in message) return goOn(() => elsewhere('behind'))
      if (message.news.some((batch) => store.receive(batch) === 'reset')) return goOn(() => renew('reset'))
      store.follow(notBefore(message.link, openedAt))
      place?.say({ say: 'taken' })
    }
    place = takePlace({
      name: lineName(seat, store.cursor),
      cursor: store.cursor,
      told,
      unfit: () => goOn(() => (++misses < MISSES ? open() : elsewhere('unfit'))),
      died: () =>
        goOn(() => {
          rising = setTimeout(open, AFTER_DEATH)
        }),
    })
  }
  return { open, pause, hurry: () => place?.say({ say: 'hurry' }) }
}

/** The line may be away for longer than this page exists, which was right when it was rendered. */
const notBefore = (link: Link, moment: number): Link => ('since' in link && link.since < moment ? { ...link, since: moment } : link)
