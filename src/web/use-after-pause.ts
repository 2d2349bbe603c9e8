import { useCallback, useEffect, useRef } from 'react'
import { useLocation, useNavigation } from 'react-router'

/**
 * Moves the address once nobody has typed or chosen for `pause` milliseconds; of several moves the last, from what the page shows or
 * is on its way to by then. Who is already on the way to another page is not called back by it.
 */
export function useAfterPause<Value>(pause: number, move: (value: Value) => void) {
  const { location: going } = useNavigation()
  const { pathname: here } = useLocation()
  const latest = useRef({ move, leaving: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = { move, leaving: going !== undefined && going.pathname !== here }
  })
  const cancel = useCallback(() => clearTimeout(timer.current), [])
  useEffect(() => cancel, [cancel])
  const later = useCallback(
    (value: Value) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        if (!latest.current.leaving) latest.current.move(value)
      }, pause)
    },
    [pause],
  )
  return { later, cancel }
}
