import { useLocation } from 'react-router'
import { nextPath } from './next-path.ts'

/** Where somebody signs in, to be led back to this page afterwards. */
export function useSignInPath(): string {
  const { pathname, search } = useLocation()
  if (pathname === '/login' || pathname === '/register') return `/login${search}`
  const next = nextPath(pathname + search)
  return next === null || next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}
