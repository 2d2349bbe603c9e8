import { useEffect, useState } from 'react'
import type { TrackedOrder } from '../../contract/tracking.ts'
import type { Batch } from '../../feed/batch.ts'
import { api, seatBase } from '../live/api.ts'
import { pauseOrOnline } from '../live/reachable.ts'

/** `cut`: it catches up by itself. `gone`: the link opens nothing any more. */
export type LinkLine = 'dialling' | 'live' | 'cut' | 'gone'

/** Between two tries while nothing comes of them. Milliseconds. */
const FIRST_PAUSE = 3000
const LONGEST_PAUSE = 30_000

/**
 * The order behind a signed link, live: one stream of its own news from where the page was rendered, whoever is signed in here. Of two
 * states the one with the higher `rev` stays.
 */
export function useTracked(token: string, loaded: TrackedOrder, cursor: string): { order: TrackedOrder; line: LinkLine } {
  const [told, setTold] = useState<TrackedOrder | null>(null)
  const [line, setLine] = useState<LinkLine>('dialling')
  useEffect(() => {
    setTold(null)
    setLine('dialling')
    return follow(token, cursor, {
      stands: setLine,
      anew: setTold,
      news: (next) => setTold((before) => (before === null || next.rev > before.rev ? next : before)),
    })
  }, [token, cursor])
  return { order: told ?? loaded, line }
}

type Follower = {
  stands(line: LinkLine): void
  /** Another beginning: what was known before counts no more. */
  anew(order: TrackedOrder): void
  news(order: TrackedOrder): void
}

/** Follows for as long as somebody looks; what it returns ends it. */
function follow(token: string, from: string, { stands, anew, news }: Follower): () => void {
  const left = new AbortController()
  let stream: EventSource | undefined
  /** The first try after good news comes at once. */
  let pause = 0

  const dial = (cursor: string) => {
    const dialled = new EventSource(`${seatBase()}/api/tracked/${token}/stream?cursor=${encodeURIComponent(cursor)}`)
    stream = dialled
    dialled.addEventListener('feed', ({ data }: MessageEvent<string>) => {
      const { entries } = JSON.parse(data) as Batch
      pause = 0
      stands('live')
      for (const [, , , change] of entries) {
        const next = (change as { data: TrackedOrder } | null)?.data
        if (next !== undefined) news(next)
      }
    })
    dialled.addEventListener('reset', () => {
      dialled.close()
      void startAgain()
    })
    dialled.addEventListener('error', () => {
      stands('cut')
      // A browser dials no more after any answer that is no stream, such as a proxy's while the shop starts anew.
      if (dialled.readyState === EventSource.CLOSED) void startAgain()
    })
  }
  const startAgain = async () => {
    for (;;) {
      await pauseOrOnline(pause, left.signal)
      pause = Math.min(Math.max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
      const answer = await api<TrackedOrder>('GET', `/api/tracked/${token}`, undefined, { signal: left.signal })
      if (left.signal.aborted) return
      const cursor = answer.ok ? answer.headers.get('cakewire-cursor') : null
      if (answer.ok && cursor !== null) {
        anew(answer.data)
        return dial(cursor)
      }
      if (!answer.ok && answer.problem.code === 'order.not-found') return stands('gone')
      stands('cut')
    }
  }

  dial(from)
  return () => {
    left.abort()
    stream?.close()
  }
}
