import { useRouteLoaderData } from 'react-router'
import type { loader } from './root.tsx'

export type RootData = Awaited<ReturnType<typeof loader>>

/** What every page knows: viewer, shop, cart, notifications as of the last snapshot. Undefined only while the root itself failed. */
export const useMaybeRootData = (): RootData | undefined => useRouteLoaderData<typeof loader>('root')

export function useRootData(): RootData {
  const data = useMaybeRootData()
  if (data === undefined) throw new Error('The root loader has no data here')
  return data
}

/** Nobody, or a guest, has no account. */
export const useAccount = (): NonNullable<RootData['viewer']> | null => {
  const viewer = useRootData().viewer
  return viewer === null || viewer.role === 'guest' ? null : viewer
}

/** What the paths of a seat's own calls begin with; inside the frames of the demo page it is not ''. */
export const seatPath = (seat: string): string => (seat === '' ? '' : `/~${seat}`)
