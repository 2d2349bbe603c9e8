import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False until the page runs in the browser. */
export const useReady = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
