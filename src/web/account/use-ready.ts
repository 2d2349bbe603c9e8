import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False until the page runs in the browser: a form sent before that would leave the page. */
export const useReady = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
