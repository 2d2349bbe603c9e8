import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** On another page keyboard and screen reader start at its content, as after a full load. Filters and options move nobody. */
export function useFocusOnArrival(): void {
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname])
}
