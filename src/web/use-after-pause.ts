import { useCallback, useEffect, useRef } from 'react'
import { useLocation, useNavigation } from 'react-router'

/**
 * Moves the address once nobody has typed or chosen for `pause` milliseconds; of several moves the last. Who is already on the way
 * to another page is not called back by it.
 */
export function useAfterPause(pause: number) {
  const { location: going } = useNavigation()
  const { pathname: here } = useLocation()
  const leaving = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    leaving.current = going !== undefined && going.pathname !== here
  }, [going, here])
  const cancel = useCallback(() => clearTimeout(timer.current), [])
  useEffect(() => cancel, [cancel])
  const later = useCallback(
    (move: () => void) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        if (!leaving.current) move()
      }, pause)
    },
    [pause],
  )
  return { later, cancel }
}
