import { useRef } from 'react'
import { type Location, useLocation, useNavigation, useSearchParams } from 'react-router'

/** What each address was last asked to become: the next press may come before React has drawn that. */
const asked = new WeakMap<Location, URLSearchParams>()

/** What stands in the address behind the `?`. Of quick changes each begins where the one before it leads, which may be on its way still. */
export function useAddress() {
  const here = useLocation()
  const { location: going } = useNavigation()
  const [params, setParams] = useSearchParams()
  const next = going?.pathname === here.pathname ? going : here
  const latest = useRef(next)
  latest.current = next
  const change = (edit: (params: URLSearchParams) => void, { replace = false } = {}) => {
    const from = latest.current
    const after = new URLSearchParams(asked.get(from) ?? from.search)
    edit(after)
    asked.set(from, after)
    setParams(after, { replace, preventScrollReset: true })
  }
  return { params, nextParams: new URLSearchParams(next.search), change }
}
