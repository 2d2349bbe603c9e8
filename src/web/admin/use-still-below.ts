import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/**
 * Something above `element` comes and goes by itself: the page scrolls by as much, so that nothing moves under a finger.
 * Looks after every render of its caller.
 */
export function useStillBelow(element: RefObject<HTMLElement | null>): void {
  const former = useRef<number>(undefined)
  useBrowserLayoutEffect(() => {
    if (element.current === null) return
    const top = element.current.getBoundingClientRect().top + window.scrollY
    if (former.current !== undefined && former.current !== top) window.scrollBy({ top: top - former.current, behavior: 'instant' })
    former.current = top
  })
  useEffect(() => {
    const forget = () => {
      former.current = undefined
    }
    window.addEventListener('resize', forget)
    return () => window.removeEventListener('resize', forget)
  }, [])
}
