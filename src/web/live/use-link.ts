import { useSyncExternalStore } from 'react'
import { firstLink, type Link } from '../../feed/client/link.ts'
import { useLive } from './live-provider.tsx'

const ON_THE_SERVER: Link = firstLink(0)

/** How this page stands to the shop. */
export function useLink(): Link {
  const { store } = useLive()
  return useSyncExternalStore(
    store.subscribe,
    () => store.link,
    () => ON_THE_SERVER,
  )
}
