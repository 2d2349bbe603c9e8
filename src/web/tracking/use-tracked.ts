import { useEffect, useState } from 'react'
import type { TrackedOrder } from '../../contract/tracking.ts'
import type { Batch } from '../../feed/batch.ts'
import { seatBase } from '../live/api.ts'

/** `cut`: it dials again by itself. `ended`: the shop must be asked anew. */
export type LinkLine = 'dialling' | 'live' | 'cut' | 'ended'

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
    const stream = new EventSource(`${seatBase()}/api/tracked/${token}/stream?cursor=${encodeURIComponent(cursor)}`)
    stream.addEventListener('feed', ({ data }: MessageEvent<string>) => {
      const { entries } = JSON.parse(data) as Batch
      setLine('live')
      for (const [, , , change] of entries) {
        const next = (change as { data: TrackedOrder } | null)?.data
        if (next !== undefined) setTold((before) => (before === null || next.rev > before.rev ? next : before))
      }
    })
    stream.addEventListener('reset', () => {
      stream.close()
      setLine('ended')
    })
    stream.addEventListener('error', () => setLine(stream.readyState === EventSource.CLOSED ? 'ended' : 'cut'))
    return () => stream.close()
  }, [token, cursor])
  return { order: told !== null && told.rev > loaded.rev ? told : loaded, line }
}
