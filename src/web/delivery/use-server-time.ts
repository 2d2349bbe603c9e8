import { useEffect, useState } from 'react'
import { stopwatch } from './stopwatch.ts'

/** A moment of the server's on this machine's stopwatch. `now`: the server's, as just answered. */
export const onStopwatch = (moment: string, now: string): number => stopwatch() + Date.parse(moment) - Date.parse(now)

/** Whole seconds until then, at least 0; null when there is nothing to wait for. Moves every second. */
export function useSecondsUntil(end: number | null): number | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    if (end === null) {
      setSeconds(null)
      return
    }
    const look = () => setSeconds(Math.max(0, Math.ceil((end - stopwatch()) / 1000)))
    look()
    const timer = setInterval(look, 1000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [end])
  return seconds
}

/** 7:42 */
export const minutesAndSeconds = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
