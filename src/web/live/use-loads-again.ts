import { useEffect } from 'react'
import { useRevalidator } from 'react-router'
import { pauseOrOnline } from './reachable.ts'
import { loadAll } from './renewal.ts'

const FIRST_PAUSE = 3000
const LONGEST_PAUSE = 30_000
/** Who was shown a whole page for so long begins anew. Milliseconds. */
const FORGOTTEN_AFTER = 120_000

/** Outside React: a page that breaks anew each time it is loaded shows another notice each time, and is asked for less and less often. */
const patience = { pause: FIRST_PAUSE, triedAt: 0 }

function nextPause(): number {
  const now = Date.now()
  const { pause } = now - patience.triedAt > FORGOTTEN_AFTER ? { pause: FIRST_PAUSE } : patience
  patience.pause = Math.min(pause * 2, LONGEST_PAUSE)
  patience.triedAt = now
  return pause
}

/** While `broken` is shown in the place of a page, loads that page again until it comes: on a wall nobody presses anything. */
export function useLoadsAgain(broken: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!broken) return
    const gone = new AbortController()
    const keepTrying = async () => {
      while (!gone.signal.aborted) {
        await pauseOrOnline(nextPause(), gone.signal)
        if (!gone.signal.aborted) await loadAll(revalidate, gone.signal)
      }
    }
    void keepTrying()
    return () => gone.abort()
  }, [broken, revalidate])
}
