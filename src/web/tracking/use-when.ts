import { createContext, useContext } from 'react'
import { useShop } from '../live/use-shop.ts'
import { formatDay, formatMoment, formatTime } from '../ui/time.ts'

/** When the page was loaded, by the server's clock, so that both sides write the same. */
export const LoadedAt = createContext('')

/** Writes a time: today's alone, any other with its day. */
export function useWhen(): (at: string) => string {
  const { timeZone } = useShop()
  const loadedAt = useContext(LoadedAt)
  const today = loadedAt === '' ? '' : formatDay(loadedAt, timeZone)
  return (at) => (formatDay(at, timeZone) === today ? formatTime(at, timeZone) : formatMoment(at, timeZone))
}
