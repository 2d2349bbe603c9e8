import { useEffect, useState } from 'react'

const EVERY = 20_000

/** The browser's clock, moving every 20 s and with each minute; null until the page runs in the browser, so that both render the same. */
export function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const now = Date.now()
      setNow(now)
      timer = setTimeout(tick, EVERY - (now % EVERY))
    }
    tick()
    return () => clearTimeout(timer)
  }, [])
  return now
}

const STEPS = [
  [60_000, 1, 'just now'],
  [3_600_000, 60_000, 'min ago'],
  [86_400_000, 3_600_000, 'h ago'],
] as const

/** "4 min ago"; null for what is older than a day, or when the clocks disagree. */
export function ageOf(at: string, now: number): string | null {
  const age = now - Date.parse(at)
  if (age < -60_000) return null
  const step = STEPS.find(([below]) => age < below)
  if (step === undefined) return null
  const [, unit, words] = step
  return unit === 1 ? words : `${Math.floor(age / unit)} ${words}`
}
