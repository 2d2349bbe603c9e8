import { useEffect, useState } from 'react'

/** A moment of the server's on this machine's stopwatch, which no change of a clock moves. `now`: the server's, as just answered. */
export const onStopwatch = (moment: string, now: string): number => performance.now() + Date.parse(moment) - Date.parse(now)

/** Whole seconds until then, at least 0; null when there is nothing to wait for. Moves every second. */
export function useSecondsUntil(end: number | null): number | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    if (end === null) {
      setSeconds(null)
      return
    }
    const look = () => setSeconds(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
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
