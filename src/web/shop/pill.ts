import type { Link } from '../../feed/client/link.ts'

/** What the pill shows. `asOf`: until then the screen was known to be right; milliseconds of the client's clock. */
export type Pill =
  | { readonly shows: 'connecting' | 'live' | 'reconnecting' | 'refused' }
  | { readonly shows: 'offline' | 'stale'; readonly asOf: number }

export const RECONNECTING_AFTER = 2000
/** After this the page may be wrong, and says until when it was right. */
export const OFFLINE_AFTER = 10_000

/** `wasLive`: it was live before: then a blink of the line is not shown, and else nothing is said to be lost. */
export function pillOf(link: Link, wasLive: boolean, now: number): Pill {
  if (link.at === 'live' || link.at === 'refused') return { shows: link.at }
  // Connected, to a node that has no news to give.
  if (link.at === 'stale') return { shows: 'stale', asOf: link.since }
  const gone = now - link.since
  if (gone >= OFFLINE_AFTER) return { shows: 'offline', asOf: link.since }
  if (!wasLive) return { shows: 'connecting' }
  // A blink is no news: what is on screen was right until a moment ago.
  return { shows: gone >= RECONNECTING_AFTER ? 'reconnecting' : 'live' }
}
